using Fleet.Protocol.Messages;
using Fleet.Protocol.Orders;
using Fleet.Worker.Messaging;

namespace Fleet.Worker.Orders;

/// <summary>The bot's orders to the fleet: each is a command to the Admiral, and its end is asked for again and again.</summary>
internal sealed class WorkerOrders(OutgoingCalls calls) : IFleetOrders
{
    // The Admiral may have to build a project before it can say that it has begun.
    private static readonly TimeSpan BeginLimit = TimeSpan.FromMinutes(5);

    // It answers after 20 s although nothing has happened.
    private static readonly TimeSpan QuestionLimit = TimeSpan.FromSeconds(40);

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
        var begun = await calls.CallAsync<OperationReport>(Target.Admiral, order, AdmiralCommandNames.Order, BeginLimit, cancellationToken);
        return new FleetOperation(begun.Id, token => begun.End is { } end ? Task.FromResult(end) : WaitAsync(begun.Id, token));
    }

    private async Task<OperationEnd> WaitAsync(string id, CancellationToken cancellationToken)
    {
        while (true)
        {
            var report = await calls.CallAsync<OperationReport>(Target.Admiral, new OperationQuestion(id), AdmiralCommandNames.Operation, QuestionLimit, cancellationToken);
            if (report.End is { } end) return end;
        }
    }
}
