namespace Fleet.Scripting;

/// <summary>What code that is evaluated finds by name.</summary>
/// <typeparam name="TBot">The worker's class; a base class where that is not public.</typeparam>
/// <param name="bot">The worker object.</param>
/// <param name="ipc">Its messages.</param>
/// <param name="cancellation">Ends when the caller no longer waits.</param>
public sealed class ScriptGlobals<TBot>(TBot bot, IFleetIpc ipc, CancellationToken cancellation)
{
    /// <summary>The worker object.</summary>
    public TBot Bot => bot;

    /// <summary>The worker's messages.</summary>
    public IFleetIpc Ipc => ipc;

    /// <summary>Ends when the caller no longer waits.</summary>
    public CancellationToken Cancellation => cancellation;
}
