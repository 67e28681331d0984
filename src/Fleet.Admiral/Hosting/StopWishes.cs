using Fleet.Planning.Orders;

namespace Fleet.Admiral.Hosting;

/// <summary>Turns signals to stop into orders: the first stops the fleet in order, a second one at once.</summary>
internal sealed class StopWishes(Action<FleetOrder> order, TimeProvider time)
{
    // Some senders (timeout(1), a shell and a terminal) deliver one wish twice at once, which is no sign of impatience.
    private static readonly TimeSpan SameWish = TimeSpan.FromMilliseconds(500);

    private readonly Lock _lock = new();
    private long? _first;

    /// <summary>A signal came.</summary>
    public void Hear(string signal)
    {
        lock (_lock)
        {
            if (_first is not { } first)
            {
                _first = time.GetTimestamp();
                order(new ShutdownOrder(signal));
            }
            else if (time.GetElapsedTime(first) > SameWish)
            {
                order(new ForceShutdownOrder($"second {signal}"));
            }
        }
    }
}
