namespace Fleet.Planning.Operations;

/// <summary>How far an operation is with one slot.</summary>
public enum SlotProgress
{
    /// <summary>Its turn has not come.</summary>
    Waiting = 0,

    /// <summary>The old worker is stopped, before a new one is launched or for good.</summary>
    Stopping = 1,

    /// <summary>The new worker is launched and gets ready; an old one keeps serving.</summary>
    Starting = 2,

    /// <summary>Frames are held: the old worker drains, or the new one activates.</summary>
    HandingOver = 3,

    /// <summary>The new worker serves; the old one is kept, deactivated, so that it can resume.</summary>
    Warm = 4,

    /// <summary>The new worker has proved itself; the old one stops.</summary>
    Retiring = 5,

    /// <summary>The slot is where the order wants it.</summary>
    Done = 6,

    /// <summary>The new worker was lost; the operation ends.</summary>
    Failed = 7,

    /// <summary>Nothing is done here: the slot is stopped by order, or the operation ended before its turn.</summary>
    Skipped = 8,
}
