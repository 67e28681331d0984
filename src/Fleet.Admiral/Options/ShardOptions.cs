namespace Fleet.Admiral.Options;

/// <summary>Which shards there are, apart from a number that is given.</summary>
public sealed record ShardOptions
{
    /// <summary>The shards of this host, ascending, each below the number of all. Default: null, all.</summary>
    public IReadOnlyList<int>? Here { get; init; }

    /// <summary>How many units, such as guilds, a shard should have where the shard source tells their number: 1 to 1,000,000. Default: null, the number of shards is the source's.</summary>
    public int? UnitsPerShard { get; init; }

    /// <summary>The service that says how many shards there are (<see cref="ShardQuestion"/>). Default: null.</summary>
    public string? SourceService { get; init; }

    /// <summary>How long the source may take to answer: 100 ms to 5 m. Default: 10 s.</summary>
    public TimeSpan SourceTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The pause before the source is asked again; each further one doubles it: 10 ms to 10 m. Default: 1 s.</summary>
    public TimeSpan BackoffFirst { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest such pause: 10 ms to 1 h, not below <see cref="BackoffFirst"/>. Default: 60 s.</summary>
    public TimeSpan BackoffMax { get; init; } = TimeSpan.FromSeconds(60);
}
