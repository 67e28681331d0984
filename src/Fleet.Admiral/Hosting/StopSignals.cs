using System.Runtime.InteropServices;
using Fleet.Planning.Orders;

namespace Fleet.Admiral.Hosting;

/// <summary>SIGTERM, SIGINT, SIGQUIT and SIGHUP: the first stops the fleet in order, the second at once.</summary>
internal sealed class StopSignals : IDisposable
{
    private readonly PosixSignalRegistration[] _registrations;
    private int _count;

    private StopSignals(Action<FleetOrder> order) =>
        _registrations = [.. new[] { PosixSignal.SIGTERM, PosixSignal.SIGINT, PosixSignal.SIGQUIT, PosixSignal.SIGHUP }.Select(signal => PosixSignalRegistration.Create(signal, context =>
        {
            context.Cancel = true;
            order(Interlocked.Increment(ref _count) == 1 ? new ShutdownOrder($"{signal}") : new ForceShutdownOrder($"second {signal}"));
        }))];

    public static StopSignals Listen(Action<FleetOrder> order) => new(order);

    public void Dispose()
    {
        foreach (var registration in _registrations) registration.Dispose();
    }
}
