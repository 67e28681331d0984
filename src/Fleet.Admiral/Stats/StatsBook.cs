using Fleet.Admiral.Links;
using Fleet.Admiral.Routing;
using Fleet.Protocol.Connections;
using Fleet.Protocol.Messages;
using Fleet.Protocol.Payloads;
using Microsoft.Extensions.Logging;

namespace Fleet.Admiral.Stats;

/// <summary>Collects the stats of all active workers: on an interval and when asked. A worker that does not answer in time is named, not waited for.</summary>
internal sealed partial class StatsBook(RouteTable routes, IPayloadSerializer serializer, TimeSpan patience, TimeProvider time, ILogger<StatsBook> log)
{
    private readonly Lock _lock = new();
    private StatsCollection? _underWay;
    private long _number;
    private volatile FleetStats _last = new();

    /// <summary>Adds the figures that are not the workers'.</summary>
    public Func<FleetStats, FleetStats> Complete { get; init; } = stats => stats;

    /// <summary>Told of every collection's result; must not wait.</summary>
    public Action<FleetStats>? Collected { get; init; }

    /// <summary>The result of the last collection; empty before the first.</summary>
    public FleetStats Last => _last;

    /// <summary>Collects on an interval until told to stop.</summary>
    public async Task RunAsync(TimeSpan interval, CancellationToken stop)
    {
        using var timer = new PeriodicTimer(interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stop)) await CollectAsync(stop);
        }
        catch (OperationCanceledException)
        {
            // Told to stop.
        }
    }

    /// <summary>Collects now. Who asks while a collection is under way gets its result: a bot that asks in a loop must not busy the whole fleet.</summary>
    public Task<FleetStats> CollectAsync(CancellationToken cancellationToken)
    {
        StatsCollection? collection;
        List<WorkerLink> asked = [];
        lock (_lock)
        {
            collection = _underWay;
            if (collection is null)
            {
                asked = [.. routes.Everyone.Select(r => r.Link).OfType<WorkerLink>()];
                _underWay = collection = new StatsCollection(++_number, [.. asked.Select(link => link.Name)], time);
                _ = FinishAsync(collection);
            }
        }

        foreach (var link in asked) Ask(link, collection.Number);
        return collection.Result.WaitAsync(cancellationToken);
    }

    /// <summary>A worker answers.</summary>
    public void OnAnswer(WorkerName worker, long number, ReadOnlySpan<byte> bytes)
    {
        StatsCollection? collection;
        lock (_lock) collection = _underWay;
        if (collection?.Number != number) return;
        try
        {
            if (serializer.Deserialize<WorkerStats>(bytes) is { } stats) collection.Add(worker, Proper(worker, stats));
            else LogUnreadable(log, worker.ToString(), "they are nil");
        }
        catch (FleetException e)
        {
            LogUnreadable(log, worker.ToString(), e.Message);
        }
    }

    // The names are the link's, whatever the worker writes; and what it leaves out must not end the collection of all.
    private static WorkerStats Proper(WorkerName worker, WorkerStats stats) => stats with
    {
        Slot = worker.Slot.ToString(),
        Worker = worker.ToString(),
        Shards = stats.Shards ?? [],
        Values = stats.Values ?? new Dictionary<string, double>(),
    };

    private async Task FinishAsync(StatsCollection collection)
    {
        try
        {
            await collection.Completion.WaitAsync(patience, time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            lock (_lock) _underWay = null;
            var stats = Complete(StatsRollup.Of(collection.Answers, collection.Missing, Environment.WorkingSet, routes.ShardCount, time.GetUtcNow()));
            _last = stats;
            collection.Finish(stats);
            Collected?.Invoke(stats);
        }
        catch (Exception e)
        {
            collection.Fail(e);
        }
    }

    private static void Ask(WorkerLink link, long number)
    {
        Span<byte> header = stackalloc byte[16];
        var length = new StatsAsk(number).Write(header);
        _ = link.Connection.TrySend(header[..length], default, SendLane.Control);
        link.Connection.Flush();
    }

    [LoggerMessage(1401, LogLevel.Warning, "The stats of {Worker} could not be read: {Why}")]
    private static partial void LogUnreadable(ILogger logger, string worker, string why);
}
