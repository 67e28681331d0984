namespace Fleet;

/// <summary>The two kinds of slot.</summary>
public enum WorkerKind
{
    /// <summary>A slot with shards and channels: a bot.</summary>
    Cluster = 0,

    /// <summary>A slot without shards and channels, asked by name.</summary>
    Service = 1,
}
