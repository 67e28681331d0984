using System.Globalization;

namespace Fleet.Admiral.CommandLine;

/// <summary>Figures as people read them, the same in every culture.</summary>
internal static class Quantity
{
    public static string Count(long count) => count.ToString(CultureInfo.InvariantCulture);

    public static string Number(double number) => number.ToString("0.###", CultureInfo.InvariantCulture);

    public static string Bytes(long bytes) => bytes switch
    {
        < 1024 => string.Create(CultureInfo.InvariantCulture, $"{bytes} B"),
        < 1024 * 1024 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1024} KiB"),
        < 10L * 1024 * 1024 * 1024 => string.Create(CultureInfo.InvariantCulture, $"{bytes / (1024 * 1024)} MiB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / (1024 * 1024 * 1024)} GiB"),
    };

    /// <summary>The two largest units: <c>2d 4h</c>, <c>5h 12m</c>, <c>3m 7s</c>, <c>41s</c>.</summary>
    public static string Seconds(double seconds)
    {
        var time = TimeSpan.FromSeconds(Math.Clamp(seconds, 0, 1e9));
        return time switch
        {
            { Days: > 0 } => string.Create(CultureInfo.InvariantCulture, $"{time.Days}d {time.Hours}h"),
            { Hours: > 0 } => string.Create(CultureInfo.InvariantCulture, $"{time.Hours}h {time.Minutes}m"),
            { Minutes: > 0 } => string.Create(CultureInfo.InvariantCulture, $"{time.Minutes}m {time.Seconds}s"),
            _ => string.Create(CultureInfo.InvariantCulture, $"{time.Seconds}s"),
        };
    }
}
