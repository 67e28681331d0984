using System.ComponentModel;

namespace Fleet;

/// <summary>The handlers of one contract, which end together. Not for use by hand.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ContractHandlers : IDisposable
{
    private readonly IFleetIpc _ipc;
    private readonly List<IDisposable> _registrations = [];

    internal ContractHandlers(IFleetIpc ipc) => _ipc = ipc;

    /// <summary>Adds the handler of a method that returns a value.</summary>
    public void Add<TCommand, TReply>(string commandName, Func<TCommand, CommandContext, Task<TReply>> handler) =>
        _registrations.Add(_ipc.Handle(commandName, handler));

    /// <summary>Adds the handler of a method that returns none.</summary>
    public void Add<TCommand>(string commandName, Func<TCommand, CommandContext, Task> handler) =>
        _registrations.Add(_ipc.Handle<TCommand, EmptyMessage>(commandName, async (command, context) =>
        {
            await handler(command, context);
            return EmptyMessage.Instance;
        }));

    /// <summary>Ends them all.</summary>
    public void Dispose()
    {
        // Each registration undoes itself once, so that a second call does nothing.
        foreach (var registration in _registrations) registration.Dispose();
    }
}
