using Fleet.Benchmarks.Relay;

namespace Fleet.Benchmarks.Ipc;

/// <summary>
/// What eris-fleet 1.0.2 (Node 20.20.2) did with the same cases: 64 bytes, a service that echoes or counts, its master process in the middle. Medians of four
/// rounds on a quiet machine with two cores of the kind that these benchmarks ran on, but not in the same run: ratios to them are rough. <see cref="RunningErisFleet"/> measures it in the run.
/// </summary>
internal static class ErisFleet
{
    /// <summary>Its name in the table, where it is measured in the same run (<c>--eris-fleet</c>).</summary>
    public const string Name = "eris-fleet 1.0.2";

    private const double RoundTripMicros = 86;
    private const double CommandsAt64 = 70_500;
    private const double CommandsAt1024 = 59_000;
    private const double DeliveriesTo16 = 116_000;

    /// <summary>Operations per second; null where it was not measured.</summary>
    public static double? PerSecond(RelayCase what) => (what.Kind, what.InFlight, what.Services) switch
    {
        (RelayCaseKind.Echo, 1, _) => 1e6 / RoundTripMicros,
        (RelayCaseKind.Echo, 64, _) => CommandsAt64,
        (RelayCaseKind.Echo, 1024, _) => CommandsAt1024,
        (RelayCaseKind.Stream, _, 16) => DeliveriesTo16,
        _ => null,
    };
}
