using Fleet.Protocol.Fetching;
using Fleet.Protocol.Messages;
using Fleet.Protocol.Payloads;
using Fleet.Worker.Messaging;

namespace Fleet.Worker.Fetching;

/// <summary>One call of the bot: its ids are divided over those who can know them, all are asked at once, and what was asked of the wrong one is asked again.</summary>
internal sealed class FetchRound<T>(WorkerFetches fetches, OutgoingCalls calls, IPayloadSerializer serializer, TimeProvider time, string kind, FetchOptions options, TimeSpan timeout)
{
    // Each further turn needs a reshard that went by since the last.
    private const int MostTurns = 4;

    private readonly long _startedAt = time.GetTimestamp();
    private readonly Func<string, int, int?> _shardOf = options.ShardOf ?? ((id, count) => EntityShards.Of(kind, id, count));

    public async Task<IReadOnlyDictionary<string, FetchResult<T>>> RunAsync(IReadOnlyCollection<string> ids, CancellationToken cancellationToken)
    {
        var results = new Dictionary<string, FetchResult<T>>(ids.Count, StringComparer.Ordinal);
        IReadOnlyList<string> left = [.. ids.Distinct(StringComparer.Ordinal)];
        for (var turn = 1; left.Count > 0; turn++)
        {
            var parts = await DivideAsync(left, cancellationToken);
            var asked = await Task.WhenAll(parts.Select(part => AskAsync(part, cancellationToken)));
            foreach (var result in asked.SelectMany(part => part.Results)) results[result.Id] = result;
            left = [.. asked.SelectMany(part => part.Moved)];
            if (turn < MostTurns) continue;
            foreach (var id in left) results[id] = new FetchResult<T>(id, [new FetchFailure(Target.AllClusters, CommandError.Unavailable, "The fleet changed its number of shards again and again meanwhile.")]);
            break;
        }

        return results;
    }

    private async Task<IReadOnlyList<Part>> DivideAsync(IReadOnlyList<string> ids, CancellationToken cancellationToken)
    {
        if (options.Target is { } target) return [new Part(target, ids, null)];
        // Most kinds have no shard, whatever the number of shards is.
        if (fetches.ShardCount == WorkerFetches.Unknown && ids.Any(id => _shardOf(id, 1) is not null)) await LearnAsync(cancellationToken);
        var count = fetches.ShardCount;
        return
        [
            .. ids.GroupBy(id => count > 0 ? _shardOf(id, count) : null)
                .Select(group => group.Key is { } shard ? new Part(Target.Shard(shard), [.. group], count) : new Part(Target.AllClusters, [.. group], null)),
        ];
    }

    // Services have no shards and are not told of their number. Every cluster knows it, and the first that answers is believed.
    private async Task LearnAsync(CancellationToken cancellationToken)
    {
        var question = new FetchQuestion(kind, [], null, IdsOnly: true);
        try
        {
            await foreach (var outcome in calls.CallAllAsync<FetchReply>(Target.AllClusters, question, WorkerCommandNames.Fetch, TimeLeft, cancellationToken))
            {
                if (!outcome.Succeeded) continue;
                fetches.ShardCount = outcome.Value!.ShardCount;
                return;
            }
        }
        catch (CommandException)
        {
            // Then all are asked for the ids themselves, and what is wrong is told there.
        }
    }

    private Task<Asked> AskAsync(Part part, CancellationToken cancellationToken)
    {
        var question = new FetchQuestion(kind, [.. part.Ids], part.ShardCount, options.IdsOnly);
        return part.Target.IsGroup ? AskAllAsync(part, question, cancellationToken) : AskOneAsync(part, question, cancellationToken);
    }

    private async Task<Asked> AskOneAsync(Part part, FetchQuestion question, CancellationToken cancellationToken)
    {
        FetchReply reply;
        try
        {
            reply = await calls.CallAsync<FetchReply>(part.Target, question, WorkerCommandNames.Fetch, TimeLeft, cancellationToken);
        }
        catch (CommandException e) when (e.Error == CommandError.NoSuchTarget && part.ShardCount is not null)
        {
            // A reshard took the shard away.
            fetches.ShardCount = WorkerFetches.Unknown;
            return new Asked([], part.Ids);
        }
        catch (CommandException e)
        {
            return Asked.All(part.Ids, [new FetchFailure(part.Target, e.Error, e.Message)]);
        }

        if (reply.Elsewhere)
        {
            fetches.ShardCount = reply.ShardCount;
            return new Asked([], part.Ids);
        }

        var found = Found(reply);
        return new Asked([.. part.Ids.Select(id => found.GetValueOrDefault(id) ?? new FetchResult<T>(id, []))], []);
    }

    private async Task<Asked> AskAllAsync(Part part, FetchQuestion question, CancellationToken cancellationToken)
    {
        var left = part.Ids.ToHashSet(StringComparer.Ordinal);
        var results = new List<FetchResult<T>>();
        var failures = new List<FetchFailure>();
        try
        {
            await foreach (var outcome in calls.CallAllAsync<FetchReply>(part.Target, question, WorkerCommandNames.Fetch, TimeLeft, cancellationToken))
            {
                if (outcome.Error is { } error) failures.Add(new FetchFailure(Target.Slot(outcome.From), error.Error, error.Message));
                else results.AddRange(Found(outcome.Value!).Where(found => left.Remove(found.Key)).Select(found => found.Value));
                // The others need not be waited for; their answers find nobody.
                if (left.Count == 0) break;
            }
        }
        catch (CommandException e)
        {
            failures.Add(new FetchFailure(part.Target, e.Error, e.Message));
        }

        results.AddRange(left.Select(id => new FetchResult<T>(id, failures)));
        return new Asked(results, []);
    }

    private Dictionary<string, FetchResult<T>> Found(FetchReply reply)
    {
        var found = new Dictionary<string, FetchResult<T>>(StringComparer.Ordinal);
        var from = SlotName.Parse(reply.Slot);
        for (var i = 0; i < reply.Ids.Length; i++) found[reply.Ids[i]] = Read(reply.Ids[i], from, i < reply.Values.Length ? reply.Values[i] : null);
        return found;
    }

    private FetchResult<T> Read(string id, SlotName from, byte[]? value)
    {
        if (value is null) return new FetchResult<T>(id, default, from);
        try
        {
            return new FetchResult<T>(id, serializer.Deserialize<T>(value), from);
        }
        catch (FleetException e)
        {
            // Not an exception for the caller: the other ids of the batch are as good as before.
            return new FetchResult<T>(id, [new FetchFailure(Target.Slot(from), CommandError.BadReply, $"{kind} {id} could not be read as {typeof(T).Name}: {e.Message}")]);
        }
    }

    // Never 0, so that what is late ends by its deadline as everything else does.
    private TimeSpan TimeLeft
    {
        get
        {
            var left = timeout - time.GetElapsedTime(_startedAt);
            return left > TimeSpan.FromMilliseconds(1) ? left : TimeSpan.FromMilliseconds(1);
        }
    }

    /// <summary>Ids that are asked of one target.</summary>
    /// <param name="Target">Who is asked.</param>
    /// <param name="Ids">The ids.</param>
    /// <param name="ShardCount">The number of shards that led to this target; null where none did.</param>
    private sealed record Part(Target Target, IReadOnlyList<string> Ids, int? ShardCount);

    /// <summary>What came of a part.</summary>
    /// <param name="Results">The ends.</param>
    /// <param name="Moved">The ids that are to be asked of somebody else.</param>
    private sealed record Asked(IReadOnlyList<FetchResult<T>> Results, IReadOnlyList<string> Moved)
    {
        public static Asked All(IReadOnlyList<string> ids, IReadOnlyList<FetchFailure> failures) => new([.. ids.Select(id => new FetchResult<T>(id, failures))], []);
    }
}
