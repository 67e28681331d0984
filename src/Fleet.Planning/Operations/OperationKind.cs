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
}
