namespace Fleet.Protocol.Messages;

/// <summary>The names of the commands that the Admiral itself answers.</summary>
public static class AdmiralCommandNames
{
    /// <summary>Replies a list of <see cref="WorkerSummary"/>.</summary>
    public const string Workers = "fleet.workers";

    /// <summary>Replies the last <see cref="FleetStats"/>.</summary>
    public const string LastStats = "fleet.stats.last";

    /// <summary>Collects now and replies <see cref="FleetStats"/>.</summary>
    public const string CollectStats = "fleet.stats.collect";
}
