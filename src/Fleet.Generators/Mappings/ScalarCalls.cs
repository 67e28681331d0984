using Microsoft.CodeAnalysis;

namespace Fleet.Generators.Mappings;

/// <summary>The types that the writer and the reader have a method for, an enum counting as its integer.</summary>
/// <param name="Write">The method that writes.</param>
/// <param name="WriteAs">What a value is cast to before; null for nothing.</param>
/// <param name="Read">The method that reads.</param>
/// <param name="ReadAs">What a value is cast to after; null for nothing.</param>
internal sealed record ScalarCalls(string Write, string? WriteAs, string Read, string? ReadAs)
{
    /// <summary>The calls for a type; null for any other.</summary>
    public static ScalarCalls? For(ITypeSymbol type)
    {
        if (type is INamedTypeSymbol { EnumUnderlyingType: { } integer })
        {
            return For(integer) is not { } calls ? null : calls with { WriteAs = calls.WriteAs ?? Symbols.TypeText.Of(integer), ReadAs = Symbols.TypeText.Of(type) };
        }

        return type.SpecialType switch
        {
            SpecialType.System_Boolean => new("WriteBool", null, "ReadBool", null),
            SpecialType.System_SByte => new("WriteInt32", "int", "ReadSByte", null),
            SpecialType.System_Byte => new("WriteInt32", "int", "ReadByte", null),
            SpecialType.System_Int16 => new("WriteInt32", "int", "ReadInt16", null),
            SpecialType.System_UInt16 => new("WriteInt32", "int", "ReadUInt16", null),
            SpecialType.System_Char => new("WriteInt32", "int", "ReadUInt16", "char"),
            SpecialType.System_Int32 => new("WriteInt32", null, "ReadInt32", null),
            SpecialType.System_UInt32 => new("WriteUInt32", null, "ReadUInt32", null),
            SpecialType.System_Int64 => new("WriteInt64", null, "ReadInt64", null),
            SpecialType.System_UInt64 => new("WriteUInt64", null, "ReadUInt64", null),
            SpecialType.System_Single => new("WriteSingle", null, "ReadSingle", null),
            SpecialType.System_Double => new("WriteDouble", null, "ReadDouble", null),
            SpecialType.System_String => new("WriteText", null, "ReadText", null),
            SpecialType.System_DateTime => new("WriteTimestamp", null, "ReadTimestamp", null),
            _ => null,
        };
    }
}
