namespace Fleet.Planning.Operations;

/// <summary>What an operation does. Shutdowns are not operations: <see cref="Snapshots.FleetMode"/> shows them.</summary>
public enum OperationKind
{
    /// <summary>Replaces workers by handover.</summary>
    SoftRestart = 0,

    /// <summary>Stops workers, then starts new ones.</summary>
    HardRestart = 1,

    /// <summary>Stops slots.</summary>
    StopSlots = 2,

    /// <summary>Starts slots that were stopped.</summary>
    StartSlots = 3,

    /// <summary>Turns the clusters to another layout.</summary>
    Reshard = 4,

    /// <summary>Adds a service and starts it.</summary>
    AddService = 5,

    /// <summary>Stops a service and forgets its slot.</summary>
    RemoveService = 6,
}
