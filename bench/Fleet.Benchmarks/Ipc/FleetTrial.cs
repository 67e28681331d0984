using System.Globalization;
using Fleet.Benchmarks.Relay;

namespace Fleet.Benchmarks.Ipc;

/// <summary>One trial of one case: a fresh fleet, a warm-up, and a measurement.</summary>
internal static class FleetTrial
{
    private const double WarmUpSeconds = 3;

    public static IpcResult Run(RelayCase what, Func<IRunningFleet> start, double seconds)
    {
        using IRunningFleet fleet = start();
        fleet.Run(Order(what, WarmUpSeconds));
        QuietMachine.Await();
        double cpu = fleet.CpuMicros;
        long allocated = fleet.AllocatedByAdmiral;
        Bot.Measurement measured = fleet.Run(Order(what, seconds));
        cpu = fleet.CpuMicros - cpu;
        allocated = fleet.AllocatedByAdmiral - allocated;
        double routed = what.Kind is RelayCaseKind.Echo ? measured.Operations * 2 : measured.Operations / what.Services;
        return new IpcResult(
            new RelayResult(measured.Operations / measured.Seconds, measured.P50Micros, measured.P99Micros, cpu / measured.Operations, allocated / routed),
            measured.AllocatedBytes * (what.Kind is RelayCaseKind.Echo ? 1 : what.Services) / measured.Operations);
    }

    private static string Order(RelayCase what, double seconds) => string.Create(
        CultureInfo.InvariantCulture, $"{(what.Kind is RelayCaseKind.Echo ? "echo" : "stream")} {(what.Kind is RelayCaseKind.Echo ? what.InFlight : what.Services)} {seconds}");
}
