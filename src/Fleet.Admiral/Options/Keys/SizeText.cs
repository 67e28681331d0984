using System.Globalization;

namespace Fleet.Admiral.Options.Keys;

/// <summary>Sizes as people write them: <c>4096</c>, <c>64KiB</c>, <c>1MiB</c>; <c>KB</c> and <c>MB</c> mean the decimal units.</summary>
internal static class SizeText
{
    /// <summary>Reads a whole number of bytes with or without a unit.</summary>
    public static bool TryRead(string text, out int bytes)
    {
        bytes = 0;
        var trimmed = text.AsSpan().Trim();
        var digits = trimmed.IndexOfAnyExceptInRange('0', '9');
        var number = digits < 0 ? trimmed : trimmed[..digits];
        if (!long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var count)) return false;
        long? unit = (digits < 0 ? "" : trimmed[digits..].TrimStart()) switch
        {
            "" or "B" => 1,
            "KB" or "kB" => 1_000,
            "KiB" => 1_024,
            "MB" => 1_000_000,
            "MiB" => 1_024 * 1_024,
            _ => null,
        };
        if (unit is null || count > int.MaxValue / unit.Value) return false;
        bytes = (int)(count * unit.Value);
        return true;
    }

    /// <summary>Writes what <see cref="TryRead"/> reads.</summary>
    public static string Write(int bytes) => bytes switch
    {
        _ when bytes > 0 && bytes % (1_024 * 1_024) == 0 => string.Create(CultureInfo.InvariantCulture, $"{bytes / (1_024 * 1_024)}MiB"),
        _ when bytes > 0 && bytes % 1_024 == 0 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1_024}KiB"),
        _ => bytes.ToString(CultureInfo.InvariantCulture),
    };
}
