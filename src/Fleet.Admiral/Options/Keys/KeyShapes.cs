using System.Globalization;
using Microsoft.Extensions.Logging;

namespace Fleet.Admiral.Options.Keys;

/// <summary>The sorts of values that <see cref="ConfigKeys"/> is written in. A range stands once: what is checked is what is printed.</summary>
internal static class KeyShapes
{
    public const string Required = "*required*";

    public static ValueKey<string> Text(string path, string @default, string allowed, string meaning) =>
        new(path, @default, allowed, meaning, static (string text, out string value) => (value = text.Trim()).Length > 0);

    public static ValueKey<string> Name(string path, string @default, string meaning) =>
        new(path, @default, "1 to 40 of a-z, 0-9 and '-', not beginning with '-'", meaning, NameText.TryReadName);

    public static ValueKey<bool> Flag(string path, string @default, string meaning) =>
        new(path, @default, "true or false", meaning, bool.TryParse);

    public static ValueKey<int> Number(string path, string @default, int least, int most, string meaning) =>
        new(path, @default, string.Create(CultureInfo.InvariantCulture, $"a number, {least} to {most}"), meaning, InRange(TryReadNumber, least, most));

    public static ValueKey<int> NumberOr(string word, Func<int> meant, ValueKey<int> key) => key with
    {
        Allowed = $"\"{word}\" or {key.Allowed}",
        TryRead = (string text, out int value) =>
        {
            if (!text.Trim().Equals(word, StringComparison.OrdinalIgnoreCase)) return key.TryRead(text, out value);
            value = meant();
            return true;
        },
    };

    public static ValueKey<int?> NumberOrUnknown(string word, ValueKey<int> key) => new(key.Path, key.Default, $"\"{word}\" or {key.Allowed}", key.Meaning, (string text, out int? value) =>
    {
        value = null;
        if (text.Trim().Equals(word, StringComparison.OrdinalIgnoreCase)) return true;
        if (!key.TryRead(text, out var number)) return false;
        value = number;
        return true;
    });

    public static ValueKey<TimeSpan?> Optional(ValueKey<TimeSpan> key) => new(key.Path, key.Default, key.Allowed, key.Meaning, (string text, out TimeSpan? value) =>
    {
        value = key.TryRead(text, out var given) ? given : null;
        return value is not null;
    });

    public static ValueKey<IdentifyConcurrency> Concurrency(string path, string @default, int most, string meaning)
    {
        var number = NumberOrUnknown("auto", Number(path, @default, 1, most, meaning));
        return new(path, @default, $"\"off\", {number.Allowed}", meaning, (string text, out IdentifyConcurrency value) =>
        {
            value = default;
            if (IsOff(text)) return true;
            if (!number.TryRead(text, out var groups)) return false;
            value = new IdentifyConcurrency(true, groups);
            return true;
        });
    }

    public static ValueKey<int> Size(string path, string @default, int least, int most, string meaning) =>
        new(path, @default, $"a size, {SizeText.Write(least)} to {SizeText.Write(most)}", meaning, InRange(SizeText.TryRead, least, most));

    public static ValueKey<long?> SizeOrOff(string path, string @default, long least, long most, string meaning) =>
        new(path, @default, $"\"off\" or a size, {SizeText.Write(least)} to {SizeText.Write(most)}", meaning, (string text, out long? value) =>
        {
            value = null;
            if (IsOff(text)) return true;
            if (!SizeText.TryReadLong(text, out var size) || size < least || size > most) return false;
            value = size;
            return true;
        });

    public static ValueKey<TimeSpan> Duration(string path, string @default, string least, string most, string meaning) =>
        new(path, @default, $"a duration, {least} to {most}", meaning, InRange(DurationText.TryRead, Known(least), Known(most)));

    public static ValueKey<TimeSpan?> DurationOrOff(string path, string @default, string least, string most, string meaning)
    {
        var duration = Duration(path, @default, least, most, meaning);
        return new(path, @default, $"\"off\" or {duration.Allowed}", meaning, (string text, out TimeSpan? value) =>
        {
            value = null;
            if (IsOff(text)) return true;
            if (!duration.TryRead(text, out var length)) return false;
            value = length;
            return true;
        });
    }

    public static ValueKey<StartOrder> Order(string path, string @default, string meaning) =>
        new(path, @default, "\"together\" or \"inOrder\"", meaning, TryReadWord);

    public static ValueKey<LogFormat> Format(string path, string @default, string meaning) =>
        new(path, @default, "\"text\" or \"json\"", meaning, TryReadWord);

    public static ValueKey<NoticeScope> Scope(string path, string @default, string meaning) =>
        new(path, @default, "\"off\", \"changes\" or \"all\"", meaning, TryReadWord);

    public static ValueKey<LogLevel> Level(string path, string @default, string meaning) =>
        new(path, @default, "trace, debug, information, warning, error, critical or none", meaning, TryReadWord);

    private static bool IsOff(string text) => text.Trim().Equals("off", StringComparison.OrdinalIgnoreCase);

    private static TimeSpan Known(string text) =>
        DurationText.TryRead(text, out var value) ? value : throw new FormatException($"\"{text}\" is not a duration.");

    // Enum.TryParse also takes numbers and lists, which nobody should write here.
    private static bool TryReadWord<T>(string text, out T value) where T : struct, Enum =>
        Enum.TryParse(text.Trim(), ignoreCase: true, out value) && text.Trim().All(char.IsAsciiLetter);

    private static bool TryReadNumber(string text, out int value) =>
        int.TryParse(text.Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);

    private static TryRead<T> InRange<T>(TryRead<T> read, T least, T most) where T : IComparable<T> =>
        (string text, out T value) => read(text, out value) && value.CompareTo(least) >= 0 && value.CompareTo(most) <= 0;
}
