using Fleet.Generators.Mappings;
using Fleet.Generators.Symbols;
using Microsoft.CodeAnalysis;

namespace Fleet.Generators.Sending;

/// <summary>Which types cannot be sent: the runtime's refusals, told when the bot is compiled.</summary>
internal sealed class Sendability(Compilation compilation)
{
    private readonly HashSet<ITypeSymbol> _seen = new(SymbolEqualityComparer.Default);

    /// <summary>Why a type cannot be sent; null if it can, or where that is not known before the bot runs.</summary>
    public static Refusal? WhyNot(ITypeSymbol type, Compilation compilation) => new Sendability(compilation).Find(type, type.Name, "");

    private Refusal? Find(ITypeSymbol type, string root, string steps)
    {
        if (type.TypeKind is TypeKind.TypeParameter or TypeKind.Error || WireKind.IsScalar(type) || !_seen.Add(type))
        {
            return null;
        }

        if (WireKind.PartsOf(type) is { } parts)
        {
            return FindInParts(parts, root, steps);
        }

        if (ReasonOf(type) is { } reason)
        {
            string name = TypeText.Full(type);
            return new Refusal(steps.Length == 0 ? name : $"{root}{steps} ({name})", reason);
        }

        return type is INamedTypeSymbol named ? FindInMembers(named, root, steps) : null;
    }

    private Refusal? FindInParts(IReadOnlyList<ITypeSymbol> parts, string root, string steps)
    {
        for (int i = 0; i < parts.Count; i++)
        {
            if (Find(parts[i], root, steps + (parts.Count == 1 ? "[]" : i == 0 ? "[key]" : "[value]")) is { } refusal)
            {
                return refusal;
            }
        }

        return null;
    }

    private Refusal? FindInMembers(INamedTypeSymbol type, string root, string steps)
    {
        bool isContract = Members.Has(type, "DataContractAttribute");
        foreach (ISymbol member in Members.Of(type))
        {
            if ((!isContract || Members.Has(member, "DataMemberAttribute")) && Find(Members.TypeOf(member), root, $"{steps}.{member.Name}") is { } refusal)
            {
                return refusal;
            }
        }

        return null;
    }

    private string? ReasonOf(ITypeSymbol type)
    {
        if (type.TypeKind is TypeKind.Pointer or TypeKind.FunctionPointer || type.IsRefLikeType)
        {
            return "it points into memory";
        }

        if (type is IArrayTypeSymbol)
        {
            return "only arrays of one dimension can be";
        }

        if (type.TypeKind == TypeKind.Dynamic || type.SpecialType == SpecialType.System_Object)
        {
            return "its type would be known to one side only";
        }

        if (type.TypeKind == TypeKind.Delegate)
        {
            return "it is code";
        }

        if (type.AllInterfaces.Any(each => each.SpecialType == SpecialType.System_Collections_IEnumerable) || type.SpecialType == SpecialType.System_Collections_IEnumerable)
        {
            return "it is a collection that is not known here, and cannot be made empty and added to";
        }

        if (WireKind.IsOfFramework(type))
        {
            return "it is not data";
        }

        if (type.TypeKind == TypeKind.Interface || type.IsAbstract)
        {
            return "it is abstract, and type names do not travel";
        }

        for (INamedTypeSymbol? each = type.BaseType; each is not null; each = each.BaseType)
        {
            if (WireKind.IsOfFramework(each))
            {
                return each.SpecialType is SpecialType.System_Object or SpecialType.System_ValueType ? ReasonOfConstructors(type) : $"it is a {TypeText.Full(each)}, which is not data";
            }
        }

        return null;
    }

    private string? ReasonOfConstructors(ITypeSymbol type) =>
        type is not INamedTypeSymbol { TypeKind: TypeKind.Class } named || Members.Has(named, "DataContractAttribute") || ConstructorChoice.Make(named, [.. Members.Of(named)], compilation) is not null
            ? null
            : "it has no public constructor whose parameters are all members of it, by name and type";
}
