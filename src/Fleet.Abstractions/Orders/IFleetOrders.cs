namespace Fleet;

/// <summary>
/// What a bot may order of its fleet: the same as an operator at the terminal. Each method returns when the Admiral has begun, with the operation to be awaited; an order that
/// the Admiral refuses ends the operation at once with <see cref="OrderOutcome.Refused"/>.
/// </summary>
/// <remarks>
/// A worker that orders its own replacement lives until its successor serves, and no longer: what awaits the operation there ends with it. One operation runs at a time;
/// another order is refused meanwhile.
/// </remarks>
public interface IFleetOrders
{
    /// <summary>Replaces workers by new ones with the code that lies there now.</summary>
    /// <param name="names">Slots by name, or the words <c>all</c>, <c>clusters</c>, <c>services</c>. Pinned slots are left out.</param>
    /// <param name="hard">True to stop each worker before its successor starts; false for a handover that loses nothing.</param>
    /// <param name="cancellationToken">Ends the wait for the beginning, not the operation.</param>
    /// <exception cref="CommandException">The Admiral did not answer.</exception>
    Task<FleetOperation> RestartAsync(IReadOnlyList<string> names, bool hard = false, CancellationToken cancellationToken = default);

    /// <summary>Stops slots and keeps them stopped.</summary>
    /// <param name="names">Slots by name, or the words <c>all</c>, <c>clusters</c>, <c>services</c>; at least one.</param>
    /// <param name="hard">True to kill their processes at once; false to have each stop in its own way.</param>
    /// <param name="cancellationToken">Ends the wait for the beginning, not the operation.</param>
    /// <exception cref="CommandException">The Admiral did not answer.</exception>
    Task<FleetOperation> StopAsync(IReadOnlyList<string> names, bool hard = false, CancellationToken cancellationToken = default);

    /// <summary>Starts slots that were stopped.</summary>
    /// <param name="names">Slots by name, or the words <c>all</c>, <c>clusters</c>, <c>services</c>.</param>
    /// <param name="cancellationToken">Ends the wait for the beginning, not the operation.</param>
    /// <exception cref="CommandException">The Admiral did not answer.</exception>
    Task<FleetOperation> StartAsync(IReadOnlyList<string> names, CancellationToken cancellationToken = default);

    /// <summary>Divides shards and channels over other numbers of clusters or shards. Nothing is lost.</summary>
    /// <param name="clusters">How many clusters; null for as many as now.</param>
    /// <param name="shards">How many shards; null for as many as now.</param>
    /// <param name="cancellationToken">Ends the wait for the beginning, not the operation.</param>
    /// <exception cref="CommandException">The Admiral did not answer.</exception>
    Task<FleetOperation> ReshardAsync(int? clusters = null, int? shards = null, CancellationToken cancellationToken = default);

    /// <summary>Asks the shard source how many shards there should be, and divides shards and channels anew. Nothing is lost.</summary>
    /// <param name="clusters">How many clusters; null for as many as now.</param>
    /// <param name="cancellationToken">Ends the wait for the beginning, not the operation.</param>
    /// <exception cref="CommandException">The Admiral did not answer.</exception>
    Task<FleetOperation> ReshardAutoAsync(int? clusters = null, CancellationToken cancellationToken = default);

    /// <summary>Adds a service until the Admiral ends, and starts it. A name that is taken is refused.</summary>
    /// <param name="service">The service.</param>
    /// <param name="cancellationToken">Ends the wait for the beginning, not the operation.</param>
    /// <exception cref="CommandException">The Admiral did not answer.</exception>
    Task<FleetOperation> AddServiceAsync(ServiceDefinition service, CancellationToken cancellationToken = default);

    /// <summary>Stops a service, and forgets it until the Admiral ends.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="cancellationToken">Ends the wait for the beginning, not the operation.</param>
    /// <exception cref="CommandException">The Admiral did not answer.</exception>
    Task<FleetOperation> RemoveServiceAsync(string name, CancellationToken cancellationToken = default);

    /// <summary>Stops the whole fleet and its Admiral.</summary>
    /// <param name="hard">True to kill all processes at once; false to have each stop in its own way.</param>
    /// <param name="cancellationToken">Ends the wait for the beginning, not the operation.</param>
    /// <exception cref="CommandException">The Admiral did not answer.</exception>
    Task<FleetOperation> ShutdownAsync(bool hard = false, CancellationToken cancellationToken = default);
}
