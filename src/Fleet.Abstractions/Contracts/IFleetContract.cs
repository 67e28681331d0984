namespace Fleet;

/// <summary>
/// Marks an interface whose methods are commands: who asks gets a proxy by <see cref="ContractExtensions.For{TContract}(IFleetIpc, string, TimeSpan?)"/>, who
/// answers registers an implementation by <see cref="ContractExtensions.Serve{TContract}"/>. Both are written when the bot is compiled.
/// </summary>
/// <remarks>
/// Each method returns <see cref="Task"/> or <see cref="Task{TResult}"/> and takes at most one message and one <see cref="CancellationToken"/>. Its command is
/// named by the interface and the method, such as <c>IStats.CountAsync</c>, so that both sides may have an interface of their own: no assembly need be shared.
/// </remarks>
public interface IFleetContract;
