namespace Fleet.Benchmarks.Bot;

/// <summary>How many events may be under way: as eris-fleet's figures were taken, a sender waits for acknowledgements, so that nothing is dropped.</summary>
internal sealed class EventWindow : IDisposable
{
    /// <summary>Groups of events under way at most: with 256 of about 90 bytes each, 1 MiB for each service, an eighth of what its link takes.</summary>
    private const int Groups = 48;

    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _free = new(Groups);
    private readonly IDisposable _subscription;
    private long[] _taken = [];
    private long _givenBack;

    public EventWindow(IFleetIpc ipc) => _subscription = ipc.On<Taken>("taken", (taken, _) => OnTaken(taken.Service));

    /// <summary>Begins for this many services; nothing may be under way.</summary>
    public void Reset(int services)
    {
        lock (_lock)
        {
            _taken = new long[services];
            _givenBack = 0;
        }
    }

    /// <summary>Waits until a group may be sent.</summary>
    public Task EnterAsync() => _free.WaitAsync();

    /// <summary>Waits until everybody has taken everything.</summary>
    public async Task DrainAsync()
    {
        for (var i = 0; i < Groups; i++) await EnterAsync();
        _free.Release(Groups);
    }

    public void Dispose()
    {
        _subscription.Dispose();
        _free.Dispose();
    }

    private void OnTaken(int service)
    {
        lock (_lock)
        {
            _taken[service]++;
            var all = _taken.Min();
            if (all > _givenBack) _free.Release((int)(all - _givenBack));
            _givenBack = all;
        }
    }
}
