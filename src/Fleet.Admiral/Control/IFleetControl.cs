namespace Fleet.Admiral.Control;

/// <summary>What an operator may see and do. The control API serves it; the Admiral's loop stands behind it.</summary>
/// <remarks>
/// An operation's stream ends with exactly one item whose <see cref="OperationProgress.Final"/> is true and which carries the
/// <see cref="OperationResult"/>. Ending the enumeration early (or its token) stops the watching, never the operation.
/// </remarks>
public interface IFleetControl
{
    /// <summary>The fleet as the Admiral last saw it. Never waits.</summary>
    FleetStatus GetStatus();

    /// <summary>The last collected stats, or those of a collection made for this call.</summary>
    /// <param name="collectNow">True to ask the workers now; false for the last collection.</param>
    /// <param name="ct">Ends the waiting.</param>
    Task<FleetStats> GetStatsAsync(bool collectNow, CancellationToken ct);

    /// <summary>Replaces the workers of slots by new ones.</summary>
    IAsyncEnumerable<OperationProgress> RestartAsync(RestartRequest request, CancellationToken ct);

    /// <summary>Stops the named slots, or the whole fleet and its Admiral where none is named.</summary>
    IAsyncEnumerable<OperationProgress> StopAsync(StopRequest request, CancellationToken ct);

    /// <summary>Divides shards and channels over other numbers of clusters or shards.</summary>
    IAsyncEnumerable<OperationProgress> ReshardAsync(ReshardRequest request, CancellationToken ct);

    /// <summary>Pauses, resumes or aborts the operation that runs.</summary>
    IAsyncEnumerable<OperationProgress> SteerAsync(SteerRequest request, CancellationToken ct);

    /// <summary>Adds a service and starts it.</summary>
    IAsyncEnumerable<OperationProgress> AddServiceAsync(AddServiceRequest request, CancellationToken ct);

    /// <summary>Stops a service and forgets it.</summary>
    IAsyncEnumerable<OperationProgress> RemoveServiceAsync(RemoveServiceRequest request, CancellationToken ct);

    /// <summary>Starts slots that were stopped.</summary>
    IAsyncEnumerable<OperationProgress> StartAsync(StartRequest request, CancellationToken ct);
}
