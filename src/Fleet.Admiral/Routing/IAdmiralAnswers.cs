namespace Fleet.Admiral.Routing;

/// <summary>What the Admiral knows and workers may ask.</summary>
internal interface IAdmiralAnswers
{
    /// <summary>One row per slot.</summary>
    IReadOnlyList<WorkerSummary> GetWorkers();

    /// <summary>The last stats, or those of a collection made now.</summary>
    Task<FleetStats> GetStatsAsync(bool collectNow);
}
