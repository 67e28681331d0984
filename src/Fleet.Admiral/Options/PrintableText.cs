using System.Globalization;
using System.Text;

namespace Fleet.Admiral.Options;

/// <summary>Text from elsewhere made fit for one line of a terminal or a log: it can neither move the cursor nor begin a line of its own.</summary>
internal static class PrintableText
{
    /// <summary>Writes control characters, line separators and characters that turn the reading direction as <c>\xNN</c>; a tab stays.</summary>
    public static string Escape(string text)
    {
        if (!text.Any(IsUnsafe)) return text;
        var safe = new StringBuilder(text.Length + 16);
        foreach (var c in text)
        {
            if (IsUnsafe(c)) safe.Append(CultureInfo.InvariantCulture, $"\\x{(int)c:X2}");
            else safe.Append(c);
        }

        return safe.ToString();
    }

    /// <summary>The same for a text that may have several lines: all but the first are set in, so none can pass for a message of its own.</summary>
    public static string EscapeLines(string text) =>
        string.Join(Environment.NewLine + "    ", text.Split('\n').Select(line => Escape(line.TrimEnd('\r'))));

    // C0, DEL and C1; line and paragraph separator; marks, embeddings, overrides and isolates of direction (Unicode TR 9).
    private static bool IsUnsafe(char c) =>
        (char.IsControl(c) && c != '\t') || c is '\u2028' or '\u2029' or '\u061C' or '\u200E' or '\u200F' or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069');
}
