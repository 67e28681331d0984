namespace Fleet;

/// <summary>Commands by the methods of an interface.</summary>
public static class ContractExtensions
{
    /// <summary>A proxy whose methods are commands to a service.</summary>
    /// <param name="ipc">What to send by.</param>
    /// <param name="service">The service's name.</param>
    /// <param name="timeout">How long each command waits for its answer; null means <c>ipc.timeout</c> of the configuration (10 s). From 1 ms to 5 minutes.</param>
    /// <exception cref="InvalidOperationException">No code was generated for the contract.</exception>
    public static TContract For<TContract>(this IFleetIpc ipc, string service, TimeSpan? timeout = null)
        where TContract : class, IFleetContract =>
        ipc.For<TContract>(Target.Service(service), timeout);

    /// <summary>A proxy whose methods are commands to one target. A method ends as <see cref="IFleetIpc.CommandAsync{TReply}(Target, object, CancellationToken)"/> does.</summary>
    /// <param name="ipc">What to send by.</param>
    /// <param name="target">Whom to ask; not a group.</param>
    /// <param name="timeout">How long each command waits for its answer; null means <c>ipc.timeout</c> of the configuration (10 s). From 1 ms to 5 minutes.</param>
    /// <exception cref="ArgumentException">The target is a group, whose members would each answer.</exception>
    /// <exception cref="InvalidOperationException">No code was generated for the contract.</exception>
    public static TContract For<TContract>(this IFleetIpc ipc, Target target, TimeSpan? timeout = null)
        where TContract : class, IFleetContract
    {
        ArgumentNullException.ThrowIfNull(ipc);
        if (target.IsGroup) throw new ArgumentException($"A method has one answer, and {target} would give many: use CommandAllAsync.", nameof(target));
        return Bindings<TContract>.Generated.CreateProxy(ipc, target, timeout);
    }

    /// <summary>Answers the commands of a contract by the methods of an object, commonly the worker itself: <c>Ipc.Serve&lt;IStats&gt;(this)</c>.</summary>
    /// <param name="ipc">What they come by.</param>
    /// <param name="implementation">What to call; an exception of it reaches the caller as <see cref="CommandError.Faulted"/>.</param>
    /// <returns>Ends all of the registrations when disposed.</returns>
    /// <exception cref="InvalidOperationException">One of the commands has a handler already (then none is added), or no code was generated for the contract.</exception>
    public static IDisposable Serve<TContract>(this IFleetIpc ipc, TContract implementation)
        where TContract : class, IFleetContract
    {
        ArgumentNullException.ThrowIfNull(ipc);
        ArgumentNullException.ThrowIfNull(implementation);
        var handlers = new ContractHandlers(ipc);
        try
        {
            Bindings<TContract>.Generated.AddHandlers(implementation, handlers);
        }
        catch
        {
            handlers.Dispose();
            throw;
        }

        return handlers;
    }

    private static class Bindings<TContract>
        where TContract : class, IFleetContract
    {
        private static ContractBinding<TContract>? Found;

        public static ContractBinding<TContract> Generated => Found ??= Find();

        private static ContractBinding<TContract> Find() =>
            GeneratedCode.Of(typeof(TContract))?.FindContract(typeof(TContract)) as ContractBinding<TContract>
            ?? throw new InvalidOperationException(
                $"No code was generated for {typeof(TContract)}. The project that declares it must be compiled with the analyzer that Fleet.Abstractions carries, and without an error FLEET0001.");
    }
}
