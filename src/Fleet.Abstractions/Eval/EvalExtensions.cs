namespace Fleet;

/// <summary>The words that users of eris-fleet know for <see cref="IFleetIpc.EvalAsync"/> and <see cref="IFleetIpc.EvalAllAsync"/>.</summary>
public static class EvalExtensions
{
    /// <summary>Evaluates code in a cluster.</summary>
    public static Task<T> ClusterEvalAsync<T>(this IFleetIpc ipc, int clusterId, string code, CancellationToken cancellationToken = default) =>
        ipc.EvalAsync<T>(Target.Cluster(clusterId), code, null, cancellationToken);

    /// <summary>Evaluates code in a service.</summary>
    public static Task<T> ServiceEvalAsync<T>(this IFleetIpc ipc, string service, string code, CancellationToken cancellationToken = default) =>
        ipc.EvalAsync<T>(Target.Service(service), code, null, cancellationToken);

    /// <summary>Evaluates code in every cluster.</summary>
    public static IAsyncEnumerable<CommandOutcome<T>> AllClustersEvalAsync<T>(this IFleetIpc ipc, string code, CancellationToken cancellationToken = default) =>
        ipc.EvalAllAsync<T>(Target.AllClusters, code, null, cancellationToken);
}
