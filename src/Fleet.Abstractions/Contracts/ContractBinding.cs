using System.ComponentModel;

namespace Fleet;

/// <summary>What is generated for one contract. Not for use by hand.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class ContractBinding<TContract>
    where TContract : class, IFleetContract
{
    /// <summary>Makes an object whose methods are commands.</summary>
    public abstract TContract CreateProxy(IFleetIpc ipc, Target target, TimeSpan? timeout);

    /// <summary>Adds a handler for each method.</summary>
    public abstract void AddHandlers(TContract implementation, ContractHandlers handlers);
}
