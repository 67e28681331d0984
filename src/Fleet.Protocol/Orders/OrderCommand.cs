namespace Fleet.Protocol.Orders;

/// <summary>A worker's order to the Admiral.</summary>
/// <param name="Kind">Which.</param>
public sealed record OrderCommand(OrderKind Kind)
{
    /// <summary>The slots that it names.</summary>
    public string[] Names { get; init; } = [];

    /// <summary>Whether a restart stops the old worker first, and a stop kills.</summary>
    public bool Hard { get; init; }

    /// <summary>How many clusters a reshard wants.</summary>
    public int? Clusters { get; init; }

    /// <summary>How many shards a reshard wants.</summary>
    public int? Shards { get; init; }

    /// <summary>Whether a reshard takes the number of shards that the shard source says.</summary>
    public bool AutoShards { get; init; }

    /// <summary>The service to be added.</summary>
    public ServiceDefinition? Service { get; init; }
}
