namespace Fleet.Protocol.Orders;

/// <summary>The orders to the fleet as commands: what each says, and what is wrong with it. How a command gets to the Admiral is the deriving class's affair.</summary>
public abstract class OrdersByCommand : IFleetOrders
{
    /// <inheritdoc/>
    public Task<FleetOperation> RestartAsync(IReadOnlyList<string> names, bool hard, CancellationToken cancellationToken) =>
        BeginAsync(new OrderCommand(OrderKind.Restart) { Names = Checked(names), Hard = hard }, cancellationToken);

    /// <inheritdoc/>
    public Task<FleetOperation> StopAsync(IReadOnlyList<string> names, bool hard, CancellationToken cancellationToken) =>
        BeginAsync(new OrderCommand(OrderKind.Stop) { Names = Checked(names), Hard = hard }, cancellationToken);

    /// <inheritdoc/>
    public Task<FleetOperation> StartAsync(IReadOnlyList<string> names, CancellationToken cancellationToken) =>
        BeginAsync(new OrderCommand(OrderKind.Start) { Names = Checked(names) }, cancellationToken);

    /// <inheritdoc/>
    public Task<FleetOperation> ReshardAsync(int? clusters, int? shards, CancellationToken cancellationToken) =>
        BeginAsync(new OrderCommand(OrderKind.Reshard) { Clusters = clusters, Shards = shards }, cancellationToken);

    /// <inheritdoc/>
    public Task<FleetOperation> ReshardAutoAsync(int? clusters, CancellationToken cancellationToken) =>
        BeginAsync(new OrderCommand(OrderKind.Reshard) { Clusters = clusters, AutoShards = true }, cancellationToken);

    /// <inheritdoc/>
    public Task<FleetOperation> AddServiceAsync(ServiceDefinition service, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(service);
        return BeginAsync(new OrderCommand(OrderKind.AddService) { Service = service }, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<FleetOperation> RemoveServiceAsync(string name, CancellationToken cancellationToken) =>
        BeginAsync(new OrderCommand(OrderKind.RemoveService) { Names = Checked([name]) }, cancellationToken);

    /// <inheritdoc/>
    public Task<FleetOperation> ShutdownAsync(bool hard, CancellationToken cancellationToken) =>
        BeginAsync(new OrderCommand(OrderKind.Shutdown) { Hard = hard }, cancellationToken);

    /// <summary>Has the Admiral begin to carry an order out.</summary>
    /// <param name="order">The order.</param>
    /// <param name="cancellationToken">Ends the wait for the beginning.</param>
    protected abstract Task<FleetOperation> BeginAsync(OrderCommand order, CancellationToken cancellationToken);

    // The whole fleet is never meant by saying nothing.
    private static string[] Checked(IReadOnlyList<string> names)
    {
        ArgumentNullException.ThrowIfNull(names);
        if (names.Count == 0) throw new ArgumentException("An order names at least one slot, or one of all, clusters and services.", nameof(names));
        foreach (var name in names) ArgumentException.ThrowIfNullOrEmpty(name, nameof(names));
        return [.. names];
    }
}
