using Microsoft.CodeAnalysis;

namespace Fleet.Generators.Sending;

/// <summary>The members of a class or struct that are on the wire: public properties and then public fields, those of base classes first.</summary>
internal static class Members
{
    public static IEnumerable<ISymbol> Of(INamedTypeSymbol type) => Each<IPropertySymbol>(type, IsMember).Concat(Each<IFieldSymbol>(type, IsMember));

    public static ITypeSymbol TypeOf(ISymbol member) => member is IPropertySymbol property ? property.Type : ((IFieldSymbol)member).Type;

    public static bool Has(ISymbol symbol, string attribute)
    {
        foreach (AttributeData each in symbol.GetAttributes())
        {
            if (each.AttributeClass is { } type && type.Name == attribute)
            {
                return true;
            }
        }

        return false;
    }

    private static IEnumerable<ISymbol> Each<T>(INamedTypeSymbol type, Func<ISymbol, bool> isMember)
        where T : ISymbol
    {
        IEnumerable<ISymbol> inherited = type.BaseType is { SpecialType: not (SpecialType.System_Object or SpecialType.System_ValueType) } ancestor ? Each<T>(ancestor, isMember) : [];
        return inherited.Concat(type.GetMembers().Where(member => member is T && isMember(member)));
    }

    private static bool IsMember(ISymbol member) => !member.IsStatic && !Has(member, "IgnoreDataMemberAttribute") && member switch
    {
        IPropertySymbol property => property is { IsIndexer: false, GetMethod.DeclaredAccessibility: Accessibility.Public },
        IFieldSymbol field => field is { DeclaredAccessibility: Accessibility.Public, IsImplicitlyDeclared: false },
        _ => false,
    };
}
