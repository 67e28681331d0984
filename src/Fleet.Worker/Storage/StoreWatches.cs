using System.Collections.Concurrent;
using Fleet.Protocol.Payloads;
using Fleet.Protocol.Storage;
using Fleet.Worker.Messaging;

namespace Fleet.Worker.Storage;

/// <summary>The worker's watches on the store, by the number that it gave them.</summary>
internal sealed class StoreWatches
{
    private readonly ConcurrentDictionary<long, StoreWatch> _byNumber = new();
    private readonly IPayloadSerializer _serializer;
    private readonly CancellationToken _stopping;
    private long _lastNumber;

    public StoreWatches(IPayloadSerializer serializer, EventSubscriptions events)
    {
        _serializer = serializer;
        _stopping = events.Stopping;
        events.Add<StoreChangeOnWire>(StoreCommandNames.Change, (change, context) =>
        {
            // Another worker has no business to send these.
            if (context.From is null) OnChange(change);
            return Task.CompletedTask;
        });
        _stopping.UnsafeRegister(static watches => ((StoreWatches)watches!).EndAll(), this);
    }

    /// <summary>Makes a watch that takes changes from now on.</summary>
    /// <param name="key">The key or prefix.</param>
    /// <param name="unwatch">Tells the Admiral of the watch's end; must not throw.</param>
    public StoreWatch Add(string key, Func<long, Task> unwatch)
    {
        var number = Interlocked.Increment(ref _lastNumber);
        var watch = new StoreWatch(number, key, () =>
        {
            _byNumber.TryRemove(number, out _);
            return unwatch(number);
        });
        _byNumber[number] = watch;
        if (_stopping.IsCancellationRequested) watch.End();
        return watch;
    }

    private void OnChange(StoreChangeOnWire change)
    {
        if (!_byNumber.TryGetValue(change.Watch, out var watch)) return;
        if ((StoreChangeKind)change.Kind == StoreChangeKind.Missed) watch.Miss();
        else watch.Add(new StoreChange((StoreChangeKind)change.Kind, change.Key, change.Version, change.Entry is { } entry ? new ReadItem(entry, _serializer) : null));
    }

    private void EndAll()
    {
        foreach (var watch in _byNumber.Values) watch.End();
    }
}
