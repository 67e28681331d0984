using System.Globalization;

namespace Fleet.Benchmarks.Bot;

/// <summary>What a load did. Latencies are 0 for streams.</summary>
/// <param name="Operations">Commands answered, or events delivered.</param>
/// <param name="Seconds">How long it took.</param>
/// <param name="P50Micros">The median time of a command, in µs.</param>
/// <param name="P99Micros">Its 99th percentile.</param>
/// <param name="AllocatedBytes">What the driving process allocated meanwhile.</param>
public sealed record Measurement(double Operations, double Seconds, double P50Micros, double P99Micros, double AllocatedBytes)
{
    /// <summary>Five numbers with spaces between.</summary>
    public string ToLine() => string.Create(CultureInfo.InvariantCulture, $"{Operations} {Seconds} {P50Micros} {P99Micros} {AllocatedBytes}");

    /// <summary>Reads what <see cref="ToLine"/> writes.</summary>
    public static Measurement Parse(string line)
    {
        double[] numbers = [.. line.Split(' ').Select(one => double.Parse(one, CultureInfo.InvariantCulture))];
        return new Measurement(numbers[0], numbers[1], numbers[2], numbers[3], numbers[4]);
    }
}
