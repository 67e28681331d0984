using Fleet.Generators.Sending;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Fleet.Generators.Mappings;

/// <summary>Chooses the constructor that makes objects as they are read, by the same rules as the runtime does where nothing was generated.</summary>
/// <param name="Constructor">What makes an object; null for a struct that is made of zeros.</param>
/// <param name="Arguments">The number of the member that each parameter takes.</param>
internal sealed record ConstructorChoice(IMethodSymbol? Constructor, int[] Arguments)
{
    /// <summary>
    /// The public constructor with the most parameters that are all members, by name without regard to case, and by type; but the one without parameters where
    /// it does as well, because all members can be set. Null where there is none.
    /// </summary>
    public static ConstructorChoice? Make(INamedTypeSymbol type, ISymbol[] members, Compilation compilation)
    {
        IMethodSymbol? best = null;
        IMethodSymbol? empty = null;
        int[] arguments = [];
        foreach (IMethodSymbol constructor in type.InstanceConstructors)
        {
            // Of a struct, the compiler's own is no constructor at run time.
            if (constructor.DeclaredAccessibility != Accessibility.Public || (type.IsValueType && constructor.IsImplicitlyDeclared && constructor.Parameters.IsEmpty))
            {
                continue;
            }

            empty = constructor.Parameters.IsEmpty ? constructor : empty;
            if ((best is null || constructor.Parameters.Length > arguments.Length) && Match(constructor, members, compilation) is { } matched)
            {
                best = constructor;
                arguments = matched;
            }
        }

        if (best is null)
        {
            return type.IsValueType ? new ConstructorChoice(null, []) : null;
        }

        return empty is not null && arguments.All(member => CanSet(members[member])) ? new ConstructorChoice(empty, []) : new ConstructorChoice(best, arguments);
    }

    /// <summary>Whether a member can be set once the object is there; by any setter, or by the field behind a property that has none.</summary>
    public static bool CanSet(ISymbol member) => member is not IPropertySymbol property || property.SetMethod is not null || FieldBehind(property) is not null;

    /// <summary>The field that the compiler made for a property.</summary>
    public static IFieldSymbol? FieldBehind(IPropertySymbol property)
    {
        foreach (ISymbol each in property.ContainingType.GetMembers())
        {
            if (each is IFieldSymbol field && SymbolEqualityComparer.Default.Equals(field.AssociatedSymbol, property))
            {
                return field;
            }
        }

        return null;
    }

    private static int[]? Match(IMethodSymbol constructor, ISymbol[] members, Compilation compilation)
    {
        int[] taken = new int[constructor.Parameters.Length];
        for (int i = 0; i < taken.Length; i++)
        {
            taken[i] = Find(constructor.Parameters[i], members, compilation);
            if (taken[i] < 0 || Array.IndexOf(taken, taken[i], 0, i) >= 0)
            {
                return null;
            }
        }

        return taken;
    }

    private static int Find(IParameterSymbol parameter, ISymbol[] members, Compilation compilation)
    {
        for (int i = 0; i < members.Length; i++)
        {
            if (parameter.RefKind == RefKind.None
                && string.Equals(members[i].Name, parameter.Name, StringComparison.OrdinalIgnoreCase)
                && Accepts(parameter.Type, Members.TypeOf(members[i]), compilation))
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>As at run time: the same type, where names in tuples and marks of null make none, or a reference to one that it derives from.</summary>
    private static bool Accepts(ITypeSymbol parameter, ITypeSymbol member, Compilation compilation)
    {
        Conversion conversion = compilation.ClassifyConversion(member, parameter);
        return conversion.IsIdentity || (!member.IsValueType && conversion is { IsImplicit: true, IsReference: true });
    }
}
