using System.Globalization;

namespace Fleet.Admiral.Options.Keys;

/// <summary>Windows of budgets as people write them: <c>20 per 10s</c>, <c>1 per 1s margin 200ms per key ordinary</c>.</summary>
internal static class WindowText
{
    /// <summary>Reads a window in its one form, however many spaces it has.</summary>
    public static bool TryReadText(string text, out string value)
    {
        value = string.Join(' ', Words(text));
        return TryRead(value, out _);
    }

    /// <summary>Reads a window.</summary>
    public static bool TryRead(string text, out BudgetWindow window)
    {
        window = null!;
        if (Words(text) is not [var limit, "per", var per, .. var rest]) return false;
        if (!int.TryParse(limit, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number is < 1 or > 100_000) return false;
        if (!DurationText.TryRead(per, out var length) || length < TimeSpan.FromMilliseconds(10) || length > TimeSpan.FromHours(24)) return false;
        var read = new BudgetWindow { Limit = number, Per = length };
        while (rest.Length > 0)
        {
            switch (rest)
            {
                case ["margin", var text2, ..] when read.Margin is null && DurationText.TryRead(text2, out var margin) && margin <= TimeSpan.FromHours(1):
                    read = read with { Margin = margin };
                    rest = rest[2..];
                    break;
                case ["per", "key", ..] when !read.PerKey:
                    read = read with { PerKey = true };
                    rest = rest[2..];
                    break;
                case ["ordinary", ..] when !read.OrdinaryOnly:
                    read = read with { OrdinaryOnly = true };
                    rest = rest[1..];
                    break;
                default:
                    return false;
            }
        }

        window = read;
        return true;
    }

    private static string[] Words(string text) => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
}
