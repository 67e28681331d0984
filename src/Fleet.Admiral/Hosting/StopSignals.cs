using System.Runtime.InteropServices;
using Fleet.Planning.Orders;

namespace Fleet.Admiral.Hosting;

/// <summary>Hears SIGTERM, SIGINT, SIGQUIT and SIGHUP; <see cref="StopWishes"/> says what they mean.</summary>
internal sealed class StopSignals : IDisposable
{
    private readonly PosixSignalRegistration[] _registrations;

    private StopSignals(Action<FleetOrder> order, TimeProvider time)
    {
        var wishes = new StopWishes(order, time);
        _registrations = [.. new[] { PosixSignal.SIGTERM, PosixSignal.SIGINT, PosixSignal.SIGQUIT, PosixSignal.SIGHUP }.Select(signal => PosixSignalRegistration.Create(signal, context =>
        {
            context.Cancel = true;
            wishes.Hear($"{signal}");
        }))];
    }

    public static StopSignals Listen(Action<FleetOrder> order, TimeProvider time) => new(order, time);

    public void Dispose()
    {
        foreach (var registration in _registrations) registration.Dispose();
    }
}
