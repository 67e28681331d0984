using Fleet.Planning.Budgets;

namespace Fleet.Admiral.Options;

/// <summary>How fast shards may identify, all of the fleet together: in each group of shards, one after the other. The group of a shard is its number modulo the concurrency.</summary>
public sealed record IdentifyOptions
{
    /// <summary>Whether there is a limit. Default: false.</summary>
    public bool IsLimited { get; init; }

    /// <summary>How many groups there are, and so how many may identify at a time: 1 to 65536; null for what the shard source says. Of no meaning without a limit.</summary>
    public int? Concurrency { get; init; }

    /// <summary>How far apart two of a group are: 10 ms to 24 h. Default: 5 s.</summary>
    public TimeSpan Every { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How much farther they are granted, since their ways to the platform differ: 0 to 1 h. Default: null, a fifth of <see cref="Every"/>, at most 2 s.</summary>
    public TimeSpan? Margin { get; init; }

    /// <summary>The limit as a budget, whose keys are the groups.</summary>
    public BudgetDefinition Definition() => IdentifyBudget.Of(Every, Margin);
}
