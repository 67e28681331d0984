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
    private readonly Dictionary<long, StatsCollection> _underWay = [];
    private long _number;
    private volatile FleetStats _last = new();
    private volatile IReadOnlyDictionary<string, WorkerStats> _lastByWorker = new Dictionary<string, WorkerStats>();

    /// <summary>The result of the last collection; empty before the first.</summary>
    public FleetStats Last => _last;

    /// <summary>The last stats of one worker, by its name.</summary>
    public WorkerStats? LastOf(WorkerName worker) => _lastByWorker.GetValueOrDefault(worker.ToString());

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

    /// <summary>Collects now.</summary>
    public async Task<FleetStats> CollectAsync(CancellationToken cancellationToken)
    {
        var asked = routes.Everyone.Select(r => r.Link).OfType<WorkerLink>().ToList();
        var collection = new StatsCollection([.. asked.Select(link => link.Name)], time);
        var number = Interlocked.Increment(ref _number);
        lock (_lock) _underWay[number] = collection;
        try
        {
            foreach (var link in asked) Ask(link, number);
            await collection.Completion.WaitAsync(patience, time, cancellationToken);
        }
        catch (TimeoutException)
        {
            // The collection says who is missing.
        }
        finally
        {
            lock (_lock) _underWay.Remove(number);
        }

        var answers = collection.Answers;
        var stats = StatsRollup.Of(answers, collection.Missing, Environment.WorkingSet, routes.ShardCount, time.GetUtcNow());
        _last = stats;
        _lastByWorker = answers.ToDictionary(a => a.Worker);
        return stats;
    }

    /// <summary>A worker answers.</summary>
    public void OnAnswer(WorkerName worker, long number, ReadOnlySpan<byte> bytes)
    {
        StatsCollection? collection;
        lock (_lock)
            if (!_underWay.TryGetValue(number, out collection)) return;
        try
        {
            // The names are the link's, whatever the worker writes.
            var stats = serializer.Deserialize<WorkerStats>(bytes)! with { Slot = worker.Slot.ToString(), Worker = worker.ToString() };
            collection.Add(worker, stats);
        }
        catch (FleetException e)
        {
            LogUnreadable(log, worker.ToString(), e.Message);
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
