using Fleet.Generators.Sending;
using Fleet.Generators.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Fleet.Generators.Mappings;

/// <summary>What of a type is on the wire, and how an object of it is made.</summary>
internal sealed class MappingShape
{
    /// <summary>Which members came is kept in the bits of one word.</summary>
    private const int MostMembers = 64;

    private MappingShape(INamedTypeSymbol type, MappedMember[] members, ConstructorChoice choice)
    {
        Type = type;
        Members = members;
        Choice = choice;
        for (int i = 0; i < choice.Arguments.Length; i++)
        {
            members[choice.Arguments[i]].Parameter = choice.Constructor!.Parameters[i];
        }
    }

    public INamedTypeSymbol Type { get; }

    public MappedMember[] Members { get; }

    public ConstructorChoice Choice { get; }

    /// <summary>The shape of a type; null for one that is left to the runtime, which can do more: see inside, and know what other generators add.</summary>
    public static MappingShape? Read(INamedTypeSymbol type, Compilation compilation)
    {
        if (!IsPlain(type, compilation) || !TypeText.IsVisible(type) || Sendability.WhyNot(type, compilation) is not null)
        {
            return null;
        }

        ISymbol[] symbols = [.. Sending.Members.Of(type)];
        MappedMember[] members = [.. symbols.Select((symbol, number) => new MappedMember(symbol, number))];
        if (members.Length > MostMembers || members.Select(member => member.Name).Distinct().Count() < members.Length || !members.All(IsPlain))
        {
            return null;
        }

        if (ConstructorChoice.Make(type, symbols, compilation) is not { } choice || (choice.Constructor is { } constructor && IsAvoided(constructor)))
        {
            return null;
        }

        var shape = new MappingShape(type, members, choice);
        return members.All(HasPlainDefault) ? shape : null;
    }

    /// <summary>A type of this compilation, whole in its sources, that is laid out by the names of its members.</summary>
    private static bool IsPlain(INamedTypeSymbol type, Compilation compilation)
    {
        if (type.TypeKind is not (TypeKind.Class or TypeKind.Struct) || type.IsTupleType || type.IsAbstract || WireKind.IsScalar(type) || WireKind.PartsOf(type) is not null)
        {
            return false;
        }

        for (INamedTypeSymbol? each = type; each is { SpecialType: not (SpecialType.System_Object or SpecialType.System_ValueType) }; each = each.BaseType)
        {
            if (TypeText.IsGeneric(each) || !KnownTypes.Are(each.ContainingAssembly, compilation.Assembly) || WireKind.IsOfFramework(each) || Sending.Members.Has(each, "DataContractAttribute") || IsAvoided(each) || IsPartial(each))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Another generator may add members, and no generator sees what another writes.</summary>
    private static bool IsPartial(INamedTypeSymbol type) =>
        type.DeclaringSyntaxReferences.Any(reference => reference.GetSyntax() is TypeDeclarationSyntax declaration && declaration.Modifiers.Any(modifier => modifier.ValueText == "partial"));

    private static bool IsPlain(MappedMember member) => !IsAvoided(member.Symbol) && !Mentions(member.Type) && member.Symbol is IPropertySymbol { RefKind: RefKind.None } or IFieldSymbol { IsFixedSizeBuffer: false, RefKind: RefKind.None };

    /// <summary>Uses of such would be errors or warnings in the author's build.</summary>
    private static bool IsAvoided(ISymbol symbol) => Sending.Members.Has(symbol, "ObsoleteAttribute") || Sending.Members.Has(symbol, "ExperimentalAttribute");

    /// <summary>Whether a type has one inside that cannot be written down.</summary>
    private static bool Mentions(ITypeSymbol type) => type switch
    {
        IErrorTypeSymbol or IDynamicTypeSymbol or IPointerTypeSymbol or IFunctionPointerTypeSymbol => true,
        IArrayTypeSymbol array => Mentions(array.ElementType),
        INamedTypeSymbol named => named.IsFileLocal || IsAvoided(named) || named.TypeArguments.Any(Mentions),
        _ => true,
    };

    /// <summary>A default that is of the member's type as well; it would not be given to the member otherwise.</summary>
    private static bool HasPlainDefault(MappedMember member) =>
        member.Parameter is not { HasExplicitDefaultValue: true, ExplicitDefaultValue: not null } parameter || SymbolEqualityComparer.Default.Equals(parameter.Type, member.Type);
}
