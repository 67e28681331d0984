namespace Fleet.Admiral.Options;

/// <summary>What the Admiral tells of the fleet.</summary>
public sealed record EventOptions
{
    /// <summary>Which notices every worker gets. Default: all but the stats, which would cost a copy of all figures for each worker.</summary>
    public NoticeScope Broadcast { get; init; } = NoticeScope.Changes;
}
