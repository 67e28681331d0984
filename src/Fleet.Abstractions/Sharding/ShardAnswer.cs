namespace Fleet;

/// <summary>The answer to a <see cref="ShardQuestion"/>, as the platform gives it. It must have <see cref="Shards"/>, or <see cref="Units"/> where <c>unitsPerShard</c> is configured.</summary>
public sealed record ShardAnswer
{
    /// <summary>How many shards the platform recommends: 1 to 65,536. Not looked at where <c>unitsPerShard</c> is configured and <see cref="Units"/> is given.</summary>
    public int? Shards { get; init; }

    /// <summary>How many units there are that shards divide, such as the guilds of a Discord bot.</summary>
    public long? Units { get; init; }

    /// <summary>How many shards may identify at a time (Discord's <c>max_concurrency</c>): from 1. Null means 1. Looked at where <c>identify.concurrency</c> is <c>auto</c>.</summary>
    public int? MaxConcurrency { get; init; }
}
