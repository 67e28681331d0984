using Fleet.Protocol.Messages;
using Fleet.Protocol.Payloads;
using Fleet.Worker.Messaging;

namespace Fleet.Worker.Fetching;

/// <summary>The worker's end of fetching: checks what is asked, and keeps what was learnt of the number of shards.</summary>
internal sealed class WorkerFetches(OutgoingCalls calls, IPayloadSerializer serializer, TimeProvider time)
{
    private const int MostIds = 1000;
    private const int LongestText = 200;

    private volatile int _shardCount = Unknown;

    /// <summary>In place of a number of shards that nobody has told yet.</summary>
    public const int Unknown = -1;

    /// <summary>How long a fetch waits if its caller says nothing; <c>ipc.fetchTimeout</c>.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How many shards the fleet had when this worker last heard of it. A reshard may have changed it meanwhile: who is asked says so.</summary>
    public int ShardCount { get => _shardCount; set => _shardCount = value; }

    public Task<IReadOnlyDictionary<string, FetchResult<T>>> FetchAsync<T>(string kind, IReadOnlyCollection<string> ids, FetchOptions options, CancellationToken cancellationToken)
    {
        CheckText(kind, nameof(kind));
        ArgumentNullException.ThrowIfNull(ids);
        if (ids.Count > MostIds) throw new ArgumentException($"{ids.Count} ids are asked for at once; at most {MostIds} are allowed.", nameof(ids));
        foreach (var id in ids) CheckText(id, nameof(ids));
        if (options.Target is { Kind: not (TargetKind.Cluster or TargetKind.Shard or TargetKind.Channel or TargetKind.AllClusters) } target)
            throw new ArgumentException($"Only clusters know entities, and {target} is none.", nameof(options));
        if (options.Target is { } named) NameRules.Check(named);
        var timeout = WaitRules.Of(options.Timeout, Timeout, "A fetch", nameof(options));
        return new FetchRound<T>(this, calls, serializer, time, kind, options, timeout).RunAsync(ids, cancellationToken);
    }

    private static void CheckText(string text, string parameter)
    {
        ArgumentException.ThrowIfNullOrEmpty(text, parameter);
        if (text.Length > LongestText) throw new ArgumentException($"\"{text[..40]}…\" has {text.Length} characters; at most {LongestText} are allowed.", parameter);
    }
}
