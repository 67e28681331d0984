using Fleet.Admiral.Orders;
using Fleet.Protocol.Orders;

namespace Fleet.Admiral.Embedding;

/// <summary>The host program's orders: what a worker's become, without the way there.</summary>
internal sealed class HostOrders(Func<OrderDesk> desk) : IFleetOrders
{
    public Task<FleetOperation> RestartAsync(IReadOnlyList<string> names, bool hard, CancellationToken cancellationToken) =>
        BeginAsync(new OrderCommand(OrderKind.Restart) { Names = Checked(names), Hard = hard }, cancellationToken);

    public Task<FleetOperation> StopAsync(IReadOnlyList<string> names, bool hard, CancellationToken cancellationToken) =>
        BeginAsync(new OrderCommand(OrderKind.Stop) { Names = Checked(names), Hard = hard }, cancellationToken);

    public Task<FleetOperation> StartAsync(IReadOnlyList<string> names, CancellationToken cancellationToken) =>
        BeginAsync(new OrderCommand(OrderKind.Start) { Names = Checked(names) }, cancellationToken);

    public Task<FleetOperation> ReshardAsync(int? clusters, int? shards, CancellationToken cancellationToken) =>
        BeginAsync(new OrderCommand(OrderKind.Reshard) { Clusters = clusters, Shards = shards }, cancellationToken);

    public Task<FleetOperation> ReshardAutoAsync(int? clusters, CancellationToken cancellationToken) =>
        BeginAsync(new OrderCommand(OrderKind.Reshard) { Clusters = clusters, AutoShards = true }, cancellationToken);

    public Task<FleetOperation> AddServiceAsync(ServiceDefinition service, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(service);
        return BeginAsync(new OrderCommand(OrderKind.AddService) { Service = service }, cancellationToken);
    }

    public Task<FleetOperation> RemoveServiceAsync(string name, CancellationToken cancellationToken) =>
        BeginAsync(new OrderCommand(OrderKind.RemoveService) { Names = Checked([name]) }, cancellationToken);

    public Task<FleetOperation> ShutdownAsync(bool hard, CancellationToken cancellationToken) => BeginAsync(new OrderCommand(OrderKind.Shutdown) { Hard = hard }, cancellationToken);

    // The whole fleet is never meant by saying nothing.
    private static string[] Checked(IReadOnlyList<string> names)
    {
        ArgumentNullException.ThrowIfNull(names);
        if (names.Count == 0) throw new ArgumentException("An order names at least one slot, or one of all, clusters and services.", nameof(names));
        foreach (var name in names) ArgumentException.ThrowIfNullOrEmpty(name, nameof(names));
        return [.. names];
    }

    private async Task<FleetOperation> BeginAsync(OrderCommand order, CancellationToken cancellationToken)
    {
        var (id, end) = await desk().BeginAsync(order).WaitAsync(cancellationToken);
        return new FleetOperation(id, token => end.WaitAsync(token));
    }
}
