using Fleet.Admiral.Budgets;
using Fleet.Admiral.Loop;
using Fleet.Admiral.Options;
using Fleet.Planning.Events;
using Fleet.Planning.Sharding;
using Fleet.Planning.Snapshots;
using Microsoft.Extensions.Logging;

namespace Fleet.Admiral.Sharding;

/// <summary>
/// Asks the shard source: at the start, again and again until there is a number that the clusters can start with, and once for each reshard that wants to know. The rest of the
/// fleet runs meanwhile.
/// </summary>
/// <remarks>Order of death: <see cref="RunAsync"/> ends when the clusters have their shards, when the fleet stops, and with its token.</remarks>
internal sealed partial class ShardDesk(FleetConfig config, IShardSource? source, AdmiralLoop loop, IdentifyDesk identify, TimeProvider time, ILogger<ShardDesk> log)
{
    // Why the first layout is not planned yet; null before the first attempt has failed.
    private volatile string? _lastFault;

    /// <summary>Whether there is anybody to ask.</summary>
    public bool HasSource => source is not null;

    /// <summary>Why there are no clusters yet; null where they wait for nothing.</summary>
    public string? WhyClustersWait(FleetSnapshot snapshot)
    {
        if (!snapshot.AwaitsLayout || snapshot.Mode != FleetMode.Running) return null;
        var waits = $"The clusters wait for the shard source ({source?.Name ?? "there is none"}) to say how many shards there are.";
        return _lastFault is { } fault ? $"{waits} FLEET4301 It gave none: {fault}. It is asked again." : waits;
    }

    /// <summary>Plans the first layout, where the fleet started without one.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        if (!loop.Snapshot.AwaitsLayout || source is null) return;
        try
        {
            if (source is ServiceShardSource service) await FirstAttemptAsync(service.Slot, stop);
            for (var attempt = 1; loop.Snapshot.Mode == FleetMode.Running; attempt++)
            {
                var found = await AskAsync(0, stop);
                if (found.Fault is null)
                {
                    Take(found);
                    loop.Post(new LayoutPlanned(SpecBuilder.FirstLayout(config, found.ShardCount)));
                    return;
                }

                _lastFault = found.Fault;
                var pause = PauseAfter(attempt, config.Shards);
                LogNoNumber(log, source.Name, found.Fault, pause.TotalSeconds);
                await Task.Delay(pause, time, stop);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The Admiral ends.
        }
    }

    /// <summary>Asks once.</summary>
    /// <param name="shardCount">How many shards the fleet has now.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>What follows from the answer, or from there being none.</returns>
    public async Task<ShardFinding> AskAsync(int shardCount, CancellationToken cancellationToken)
    {
        if (source is null) return ShardFinding.Wrong("there is none; name a service as shardSource.service");
        using var deadline = new CancellationTokenSource(config.Shards.SourceTimeout, time);
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        var end = ends.Token;
        try
        {
            // On the pool, and waited for no longer than the deadline: a source may be anybody's code.
            var answer = await Task.Run(() => source.AskAsync(new ShardQuestion(shardCount), end), end).WaitAsync(end);
            return ShardRules.Read(answer, config.Shards.UnitsPerShard, config.Shards.Here);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception e) when (deadline.IsCancellationRequested || e is CommandException { Error: CommandError.TimedOut })
        {
            return ShardFinding.Wrong($"it did not answer within {config.Shards.SourceTimeout.TotalSeconds:0.###} s");
        }
        catch (Exception e)
        {
            return ShardFinding.Wrong(e.Message.TrimEnd('.'));
        }
    }

    /// <summary>Notes what a finding says besides the number of shards.</summary>
    public void Take(ShardFinding found)
    {
        identify.Told(found.MaxConcurrency);
        LogFound(log, source!.Name, found.ShardCount, found.From, found.MaxConcurrency);
    }

    /// <summary>How long to wait after so many questions in vain.</summary>
    internal static TimeSpan PauseAfter(int attempt, ShardOptions options)
    {
        // Bounded before the power is taken: a source may be silent for years.
        var pause = options.BackoffFirst * Math.Pow(2, Math.Min(attempt - 1, 30));
        return pause < options.BackoffMax ? pause : options.BackoffMax;
    }

    // A service that is just starting is no fault; one that does not start at all has a deadline of its own.
    private async Task FirstAttemptAsync(SlotName service, CancellationToken stop)
    {
        await foreach (var snapshot in loop.WatchAsync(stop))
            if (snapshot.Mode != FleetMode.Running || !snapshot.Slots.TryGetValue(service, out var slot) || !slot.Wanted || slot.Route is not null || slot.Attempt > 0) return;
    }

    [LoggerMessage(1701, LogLevel.Error, "FLEET4301 The shard source ({Source}) gave no number of shards: {Why}. The clusters wait; it is asked again in {Seconds:0.0} s.")]
    private static partial void LogNoNumber(ILogger logger, string source, string why, double seconds);

    [LoggerMessage(1702, LogLevel.Information, "{Source} says: {Shards} shards ({From}), {Concurrency} may identify at a time")]
    private static partial void LogFound(ILogger logger, string source, int shards, string from, int concurrency);
}
