namespace Fleet.Planning.Operations;

/// <summary>One slot of an operation.</summary>
public sealed record OperationSlot
{
    /// <summary>The slot.</summary>
    public required SlotName Slot { get; init; }

    /// <summary>How far the operation is with it.</summary>
    public SlotProgress Progress { get; init; }

    /// <summary>The worker that is replaced; null where there was none, or it is gone.</summary>
    public WorkerName? Old { get; init; }

    /// <summary>The worker that was launched for the operation; null before.</summary>
    public WorkerName? New { get; init; }

    /// <summary>What went wrong; null where nothing did.</summary>
    public string? Failure { get; init; }
}
