using System.Runtime.InteropServices;
using Fleet.Planning.Orders;

namespace Fleet.Admiral.Hosting;

/// <summary>SIGTERM, SIGINT, SIGQUIT and SIGHUP: the first stops the fleet in order, the second at once.</summary>
internal sealed class StopSignals : IDisposable
{
    // Some senders (timeout(1), a shell and a terminal) deliver one wish twice at once, which is no sign of impatience.
    private static readonly TimeSpan SameWish = TimeSpan.FromMilliseconds(500);

    private readonly PosixSignalRegistration[] _registrations;
    private readonly Lock _lock = new();
    private readonly Action<FleetOrder> _order;
    private readonly TimeProvider _time;
    private long? _first;

    private StopSignals(Action<FleetOrder> order, TimeProvider time)
    {
        _order = order;
        _time = time;
        _registrations = [.. new[] { PosixSignal.SIGTERM, PosixSignal.SIGINT, PosixSignal.SIGQUIT, PosixSignal.SIGHUP }.Select(signal => PosixSignalRegistration.Create(signal, context =>
        {
            context.Cancel = true;
            Hear(signal);
        }))];
    }

    public static StopSignals Listen(Action<FleetOrder> order, TimeProvider time) => new(order, time);

    public void Dispose()
    {
        foreach (var registration in _registrations) registration.Dispose();
    }

    private void Hear(PosixSignal signal)
    {
        lock (_lock)
        {
            if (_first is not { } first)
            {
                _first = _time.GetTimestamp();
                _order(new ShutdownOrder($"{signal}"));
            }
            else if (_time.GetElapsedTime(first) > SameWish)
            {
                _order(new ForceShutdownOrder($"second {signal}"));
            }
        }
    }
}
