using System.Globalization;

namespace Fleet.Admiral.Options.Keys;

/// <summary>Durations as people write them: <c>500ms</c>, <c>10s</c>, <c>5m</c>, <c>24h</c>.</summary>
internal static class DurationText
{
    /// <summary>Reads a whole number with a unit. A bare <c>0</c> needs none.</summary>
    public static bool TryRead(string text, out TimeSpan value)
    {
        value = TimeSpan.Zero;
        var trimmed = text.AsSpan().Trim();
        var digits = trimmed.IndexOfAnyExceptInRange('0', '9');
        if (digits < 0) return trimmed is "0";
        // 9 digits of hours do not fit a TimeSpan; 6 of any unit do, and no allowed range needs more.
        if (digits is 0 or > 6) return false;
        var number = int.Parse(trimmed[..digits], NumberStyles.None, CultureInfo.InvariantCulture);
        TimeSpan? unit = trimmed[digits..] switch
        {
            "ms" => TimeSpan.FromMilliseconds(1),
            "s" => TimeSpan.FromSeconds(1),
            "m" => TimeSpan.FromMinutes(1),
            "h" => TimeSpan.FromHours(1),
            _ => null,
        };
        if (unit is null) return false;
        value = number * unit.Value;
        return true;
    }

    /// <summary>Writes what <see cref="TryRead"/> reads, in the largest unit that fits without a rest.</summary>
    public static string Write(TimeSpan value)
    {
        var milliseconds = (long)value.TotalMilliseconds;
        return milliseconds switch
        {
            0 => "0",
            _ when milliseconds % 3_600_000 == 0 => string.Create(CultureInfo.InvariantCulture, $"{milliseconds / 3_600_000}h"),
            _ when milliseconds % 60_000 == 0 => string.Create(CultureInfo.InvariantCulture, $"{milliseconds / 60_000}m"),
            _ when milliseconds % 1_000 == 0 => string.Create(CultureInfo.InvariantCulture, $"{milliseconds / 1_000}s"),
            _ => string.Create(CultureInfo.InvariantCulture, $"{milliseconds}ms"),
        };
    }
}
