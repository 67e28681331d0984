using System.Globalization;

namespace Fleet.EndToEnd.Tests.Chaos;

/// <summary>
/// How much harm is done. In the suite each case runs in a form of a few seconds; with <c>FLEET_CHAOS_FULL=1</c>, with the numbers of <c>docs/reliability.md</c>.
/// <c>FLEET_CHAOS_SEED</c> repeats a run's choices.
/// </summary>
internal static class ChaosScale
{
    /// <summary>Whether the full form runs.</summary>
    public static bool Full { get; } = Environment.GetEnvironmentVariable("FLEET_CHAOS_FULL") == "1";

    /// <summary>A number for the suite, and one for the full form.</summary>
    public static T Of<T>(T inSuite, T full) => Full ? full : inSuite;

    /// <summary>The seed of a run: given, or another one each time.</summary>
    public static ulong Seed() =>
        ulong.TryParse(Environment.GetEnvironmentVariable("FLEET_CHAOS_SEED"), CultureInfo.InvariantCulture, out var seed) ? seed : (ulong)Random.Shared.NextInt64(1, long.MaxValue);
}
