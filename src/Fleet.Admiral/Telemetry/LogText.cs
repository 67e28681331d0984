using System.Globalization;
using System.Text;

namespace Fleet.Admiral.Telemetry;

/// <summary>
/// Makes a foreign text safe for a log of lines: no text of a viewer or a bot can begin a new line, move the cursor or turn the writing direction.
/// </summary>
internal static class LogText
{
    /// <summary>The text with every control character (but the tab) written as its code.</summary>
    public static string OneLine(string text)
    {
        if (!text.AsSpan().ContainsAnyExceptInRange(' ', '~') || !text.Any(IsUnsafe)) return text;
        var safe = new StringBuilder(text.Length + 16);
        foreach (var c in text)
        {
            if (!IsUnsafe(c)) safe.Append(c);
            else safe.Append(c <= 0xff ? "\\x" : "\\u").Append(((int)c).ToString(c <= 0xff ? "x2" : "x4", CultureInfo.InvariantCulture));
        }

        return safe.ToString();
    }

    private static bool IsUnsafe(char c) => c switch
    {
        '\t' => false,
        < ' ' => true,
        >= '\x7f' and <= '\x9f' => true,
        '\u2028' or '\u2029' => true,
        >= '\u202a' and <= '\u202e' => true,
        >= '\u2066' and <= '\u2069' => true,
        '\u200e' or '\u200f' or '\u061c' => true,
        _ => false,
    };
}
