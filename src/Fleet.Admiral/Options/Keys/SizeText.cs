using System.Globalization;

namespace Fleet.Admiral.Options.Keys;

/// <summary>Sizes as people write them: <c>4096</c>, <c>64KiB</c>, <c>1MiB</c>, <c>2GiB</c>; <c>KB</c>, <c>MB</c> and <c>GB</c> mean the decimal units.</summary>
internal static class SizeText
{
    private const long KiB = 1024;
    private const long MiB = 1024 * KiB;
    private const long GiB = 1024 * MiB;

    /// <summary>Reads a whole number of bytes with or without a unit.</summary>
    public static bool TryReadLong(string text, out long bytes)
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
            "KiB" => KiB,
            "MB" => 1_000_000,
            "MiB" => MiB,
            "GB" => 1_000_000_000,
            "GiB" => GiB,
            _ => null,
        };
        if (unit is null || count > long.MaxValue / unit.Value) return false;
        bytes = count * unit.Value;
        return true;
    }

    /// <summary>Reads a whole number of bytes below 2 GiB with or without a unit.</summary>
    public static bool TryRead(string text, out int bytes)
    {
        var isSize = TryReadLong(text, out var size) && size <= int.MaxValue;
        bytes = isSize ? (int)size : 0;
        return isSize;
    }

    /// <summary>Writes what <see cref="TryReadLong"/> reads.</summary>
    public static string Write(long bytes) => bytes switch
    {
        _ when bytes > 0 && bytes % GiB == 0 => string.Create(CultureInfo.InvariantCulture, $"{bytes / GiB}GiB"),
        _ when bytes > 0 && bytes % MiB == 0 => string.Create(CultureInfo.InvariantCulture, $"{bytes / MiB}MiB"),
        _ when bytes > 0 && bytes % KiB == 0 => string.Create(CultureInfo.InvariantCulture, $"{bytes / KiB}KiB"),
        _ => bytes.ToString(CultureInfo.InvariantCulture),
    };
}
