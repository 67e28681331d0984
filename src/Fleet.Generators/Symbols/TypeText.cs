using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Fleet.Generators.Symbols;

/// <summary>Types and texts as C#.</summary>
internal static class TypeText
{
    private static readonly SymbolDisplayFormat ForPeople = SymbolDisplayFormat.FullyQualifiedFormat
        .WithGlobalNamespaceStyle(SymbolDisplayGlobalNamespaceStyle.Omitted)
        .RemoveMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.UseSpecialTypes);

    /// <summary>The name that means this type wherever it is written, such as <c>global::Stats.CountQuery</c>.</summary>
    public static string Of(ITypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);

    /// <summary>The name with its namespace, as the runtime's refusals say it.</summary>
    public static string Full(ITypeSymbol type) => type.ToDisplayString(ForPeople);

    /// <summary>The name as part of an identifier. Two types never have the same.</summary>
    public static string Identifier(ITypeSymbol type)
    {
        var text = new StringBuilder();
        foreach (char each in Full(type))
        {
            // An underscore of the author's is doubled, so that one alone can stand for a point.
            text.Append(each switch { '.' => "_", '_' => "__", '@' => "", _ => each.ToString() });
        }

        return text.ToString();
    }

    public static string Literal(string text) => SymbolDisplay.FormatLiteral(text, quote: true);

    /// <summary>Whether code anywhere in the assembly can name the type.</summary>
    public static bool IsVisible(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? each = type; each is not null; each = each.ContainingType)
        {
            if (each.IsFileLocal || each.DeclaredAccessibility is not (Accessibility.Public or Accessibility.Internal or Accessibility.ProtectedOrInternal))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether a type or one around it has type parameters.</summary>
    public static bool IsGeneric(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? each = type; each is not null; each = each.ContainingType)
        {
            if (each.Arity > 0)
            {
                return true;
            }
        }

        return false;
    }
}
