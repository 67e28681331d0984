namespace Fleet;

/// <summary>Shorter forms of <see cref="IFleetIpc"/>, and the words that users of eris-fleet know.</summary>
public static class FleetIpcExtensions
{
    /// <summary>Calls a handler that does not await for each event of this name.</summary>
    public static IDisposable On<T>(this IFleetIpc ipc, string eventName, Action<T, EventContext> handler) =>
        ipc.On<T>(eventName, (message, context) =>
        {
            handler(message, context);
            return Task.CompletedTask;
        });

    /// <summary>Answers commands by a handler that does not await.</summary>
    public static IDisposable Handle<TCommand, TReply>(this IFleetIpc ipc, Func<TCommand, CommandContext, TReply> handler) =>
        ipc.Handle<TCommand, TReply>((command, context) => Task.FromResult(handler(command, context)));

    /// <summary>Sends an event to every cluster.</summary>
    public static ValueTask BroadcastAsync<T>(this IFleetIpc ipc, string eventName, T message, CancellationToken cancellationToken = default) =>
        ipc.SendAsync(Target.AllClusters, eventName, message, cancellationToken);

    /// <summary>Sends an event to one cluster.</summary>
    public static ValueTask SendToAsync<T>(this IFleetIpc ipc, int clusterId, string eventName, T message, CancellationToken cancellationToken = default) =>
        ipc.SendAsync(Target.Cluster(clusterId), eventName, message, cancellationToken);

    /// <summary>Sends an event to the Admiral.</summary>
    public static ValueTask SendToAdmiralAsync<T>(this IFleetIpc ipc, string eventName, T message, CancellationToken cancellationToken = default) =>
        ipc.SendAsync(Target.Admiral, eventName, message, cancellationToken);

    /// <summary>Replaces the worker of one cluster, and waits for the end.</summary>
    public static Task<OperationEnd> RestartClusterAsync(this IFleetIpc ipc, int clusterId, bool hard = false, CancellationToken cancellationToken = default) =>
        EndOf(ipc.Fleet.RestartAsync([SlotName.Cluster(clusterId).ToString()], hard, cancellationToken), cancellationToken);

    /// <summary>Replaces the workers of all clusters, and waits for the end.</summary>
    public static Task<OperationEnd> RestartAllClustersAsync(this IFleetIpc ipc, bool hard = false, CancellationToken cancellationToken = default) =>
        EndOf(ipc.Fleet.RestartAsync(["clusters"], hard, cancellationToken), cancellationToken);

    /// <summary>Replaces the worker of one service, and waits for the end.</summary>
    public static Task<OperationEnd> RestartServiceAsync(this IFleetIpc ipc, string service, bool hard = false, CancellationToken cancellationToken = default) =>
        EndOf(ipc.Fleet.RestartAsync([service], hard, cancellationToken), cancellationToken);

    /// <summary>Replaces the workers of all services that are not pinned, and waits for the end.</summary>
    public static Task<OperationEnd> RestartAllServicesAsync(this IFleetIpc ipc, bool hard = false, CancellationToken cancellationToken = default) =>
        EndOf(ipc.Fleet.RestartAsync(["services"], hard, cancellationToken), cancellationToken);

    /// <summary>Stops one cluster, and waits for the end.</summary>
    public static Task<OperationEnd> ShutdownClusterAsync(this IFleetIpc ipc, int clusterId, bool hard = false, CancellationToken cancellationToken = default) =>
        EndOf(ipc.Fleet.StopAsync([SlotName.Cluster(clusterId).ToString()], hard, cancellationToken), cancellationToken);

    /// <summary>Stops one service, and waits for the end.</summary>
    public static Task<OperationEnd> ShutdownServiceAsync(this IFleetIpc ipc, string service, bool hard = false, CancellationToken cancellationToken = default) =>
        EndOf(ipc.Fleet.StopAsync([service], hard, cancellationToken), cancellationToken);

    /// <summary>Adds a service until the Admiral ends, and waits until it serves.</summary>
    public static Task<OperationEnd> CreateServiceAsync(this IFleetIpc ipc, string name, string? path = null, CancellationToken cancellationToken = default) =>
        EndOf(ipc.Fleet.AddServiceAsync(new ServiceDefinition(name) { Path = path }, cancellationToken), cancellationToken);

    /// <summary>Stops the whole fleet and its Admiral.</summary>
    public static Task<FleetOperation> TotalShutdownAsync(this IFleetIpc ipc, bool hard = false, CancellationToken cancellationToken = default) => ipc.Fleet.ShutdownAsync(hard, cancellationToken);

    /// <summary>Sends a command to a service.</summary>
    public static Task<TReply> ServiceCommandAsync<TReply>(this IFleetIpc ipc, string service, object command, CancellationToken cancellationToken = default) =>
        ipc.CommandAsync<TReply>(Target.Service(service), command, cancellationToken);

    /// <summary>Sends a command to a cluster.</summary>
    public static Task<TReply> ClusterCommandAsync<TReply>(this IFleetIpc ipc, int clusterId, object command, CancellationToken cancellationToken = default) =>
        ipc.CommandAsync<TReply>(Target.Cluster(clusterId), command, cancellationToken);

    /// <summary>Sends a command to every cluster.</summary>
    public static IAsyncEnumerable<CommandOutcome<TReply>> AllClustersCommandAsync<TReply>(this IFleetIpc ipc, object command, CancellationToken cancellationToken = default) =>
        ipc.CommandAllAsync<TReply>(Target.AllClusters, command, null, cancellationToken);

    private static async Task<OperationEnd> EndOf(Task<FleetOperation> begun, CancellationToken cancellationToken) => await (await begun).WaitAsync(cancellationToken);
}
