using System.Globalization;
using Fleet.Generators.Symbols;
using Microsoft.CodeAnalysis;

namespace Fleet.Generators.Mappings;

/// <summary>The default that the author wrote at a constructor's parameter, as C#.</summary>
internal static class DefaultText
{
    /// <summary>The text; null where there is none but the type's own.</summary>
    public static string? Of(IParameterSymbol parameter)
    {
        if (!parameter.HasExplicitDefaultValue || Literal(parameter.ExplicitDefaultValue) is not { } literal)
        {
            return null;
        }

        ITypeSymbol bare = parameter.Type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable ? nullable.TypeArguments[0] : parameter.Type;
        return $"unchecked(({TypeText.Of(bare)})({literal}))";
    }

    private static string? Literal(object? value) => value switch
    {
        null => null,
        string text => TypeText.Literal(text),
        bool flag => flag ? "true" : "false",
        char unit => ((int)unit).ToString(CultureInfo.InvariantCulture),

        // By their bits: not every number has a literal.
        float number => $"global::System.BitConverter.Int32BitsToSingle({BitConverter.ToInt32(BitConverter.GetBytes(number), 0).ToString(CultureInfo.InvariantCulture)})",
        double number => $"global::System.BitConverter.Int64BitsToDouble({BitConverter.DoubleToInt64Bits(number).ToString(CultureInfo.InvariantCulture)}L)",
        decimal number => number.ToString(CultureInfo.InvariantCulture) + "m",
        ulong number => number.ToString(CultureInfo.InvariantCulture) + "UL",
        long number => number == long.MinValue ? "long.MinValue" : number.ToString(CultureInfo.InvariantCulture) + "L",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => null,
    };
}
