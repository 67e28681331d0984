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

    /// <summary>Sends a command to a service.</summary>
    public static Task<TReply> ServiceCommandAsync<TReply>(this IFleetIpc ipc, string service, object command, CancellationToken cancellationToken = default) =>
        ipc.CommandAsync<TReply>(Target.Service(service), command, cancellationToken);

    /// <summary>Sends a command to a cluster.</summary>
    public static Task<TReply> ClusterCommandAsync<TReply>(this IFleetIpc ipc, int clusterId, object command, CancellationToken cancellationToken = default) =>
        ipc.CommandAsync<TReply>(Target.Cluster(clusterId), command, cancellationToken);

    /// <summary>Sends a command to every cluster.</summary>
    public static IAsyncEnumerable<CommandOutcome<TReply>> AllClustersCommandAsync<TReply>(this IFleetIpc ipc, object command, CancellationToken cancellationToken = default) =>
        ipc.CommandAllAsync<TReply>(Target.AllClusters, command, null, cancellationToken);
}
