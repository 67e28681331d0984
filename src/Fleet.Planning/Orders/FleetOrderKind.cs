namespace Fleet.Planning.Orders;

/// <summary>The kinds of <see cref="FleetOrder"/>.</summary>
public enum FleetOrderKind
{
    /// <summary><see cref="RestartOrder"/>.</summary>
    Restart = 0,

    /// <summary><see cref="StopSlotsOrder"/>.</summary>
    StopSlots = 1,

    /// <summary><see cref="StartSlotsOrder"/>.</summary>
    StartSlots = 2,

    /// <summary><see cref="ShutdownOrder"/>.</summary>
    Shutdown = 3,

    /// <summary><see cref="ForceShutdownOrder"/>.</summary>
    ForceShutdown = 4,

    /// <summary><see cref="ReshardOrder"/>.</summary>
    Reshard = 5,

    /// <summary><see cref="SteerOrder"/>.</summary>
    Steer = 6,

    /// <summary><see cref="AddServiceOrder"/>.</summary>
    AddService = 7,

    /// <summary><see cref="RemoveServiceOrder"/>.</summary>
    RemoveService = 8,
}
