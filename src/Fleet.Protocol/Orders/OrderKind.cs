namespace Fleet.Protocol.Orders;

/// <summary>The kinds of <see cref="OrderCommand"/>.</summary>
public enum OrderKind
{
    /// <summary>Replace workers.</summary>
    Restart = 0,

    /// <summary>Stop slots.</summary>
    Stop = 1,

    /// <summary>Start slots.</summary>
    Start = 2,

    /// <summary>Turn to another layout.</summary>
    Reshard = 3,

    /// <summary>Add a service.</summary>
    AddService = 4,

    /// <summary>Remove a service.</summary>
    RemoveService = 5,

    /// <summary>Stop the fleet.</summary>
    Shutdown = 6,
}
