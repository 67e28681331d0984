using Microsoft.CodeAnalysis;

namespace Fleet.Generators.Sending;

/// <summary>What a type is on the wire, by the same rules as the runtime's formatters.</summary>
internal static class WireKind
{
    private static readonly HashSet<string> Scalars =
    [
        "System.Guid", "System.Version", "System.Uri", "System.DateTimeOffset", "System.TimeSpan", "System.DateOnly", "System.TimeOnly", "System.Numerics.BigInteger",
        "System.Memory<System.Byte>", "System.ReadOnlyMemory<System.Byte>", "System.ArraySegment<System.Byte>",
    ];

    private static readonly HashSet<string> Collections =
    [
        "Nullable`1", "List`1", "IList`1", "ICollection`1", "IEnumerable`1", "IReadOnlyCollection`1", "IReadOnlyList`1", "HashSet`1", "ISet`1", "IReadOnlySet`1",
        "Dictionary`2", "IDictionary`2", "IReadOnlyDictionary`2", "ConcurrentDictionary`2",
        "ImmutableArray`1", "ImmutableList`1", "IImmutableList`1", "ImmutableHashSet`1", "IImmutableSet`1", "ImmutableDictionary`2", "IImmutableDictionary`2",
        "FrozenSet`1", "FrozenDictionary`2",
    ];

    /// <summary>Whether a value has no values inside.</summary>
    public static bool IsScalar(ITypeSymbol type) => type.TypeKind == TypeKind.Enum || type.SpecialType switch
    {
        >= SpecialType.System_Boolean and <= SpecialType.System_String or SpecialType.System_DateTime => true,
        _ => IsOfFramework(type) && Scalars.Contains(Symbols.TypeText.Full(type)),
    };

    /// <summary>What a collection, a nullable value or a tuple is made of; null for a type that is none of these.</summary>
    public static IReadOnlyList<ITypeSymbol>? PartsOf(ITypeSymbol type)
    {
        if (type is IArrayTypeSymbol array)
        {
            return array.IsSZArray && array.ElementType.TypeKind != TypeKind.Pointer ? [array.ElementType] : null;
        }

        if (type is not INamedTypeSymbol named)
        {
            return null;
        }

        if (IsOfFramework(named) && (Collections.Contains(named.MetadataName) || IsTuple(named)))
        {
            return named.TypeArguments;
        }

        bool canBeEmpty = named.TypeKind == TypeKind.Struct ? !IsOfFramework(named) : named.TypeKind == TypeKind.Class && HasEmptyConstructor(named);
        return named.IsAbstract || !canBeEmpty ? null : ArgumentsOf(named, "IDictionary`2") ?? ArgumentsOf(named, "ICollection`1");
    }

    public static bool IsTuple(INamedTypeSymbol type) =>
        type.IsTupleType || (IsOfFramework(type) && type is { IsGenericType: true, Name: "ValueTuple" or "Tuple" or "KeyValuePair" });

    /// <summary>Whether a type comes with .NET.</summary>
    public static bool IsOfFramework(ITypeSymbol type) =>
        type.ContainingAssembly?.Name is { } name
        && (name.StartsWith("System.", StringComparison.Ordinal) || name.StartsWith("Microsoft.", StringComparison.Ordinal) || name is "System" or "netstandard" or "mscorlib");

    private static bool HasEmptyConstructor(INamedTypeSymbol type) =>
        type.InstanceConstructors.Any(constructor => constructor is { Parameters.IsEmpty: true, DeclaredAccessibility: Accessibility.Public });

    private static IReadOnlyList<ITypeSymbol>? ArgumentsOf(INamedTypeSymbol type, string definition)
    {
        foreach (INamedTypeSymbol each in type.AllInterfaces)
        {
            if (each.MetadataName == definition && IsOfFramework(each))
            {
                return each.TypeArguments;
            }
        }

        return null;
    }
}
