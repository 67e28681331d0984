namespace Fleet.Admiral.Control;

/// <summary>One step of an operation, as a person watches it.</summary>
public sealed record OperationProgress
{
    /// <summary>Names the operation, such as <c>restart-4</c>.</summary>
    public required string Operation { get; init; }

    /// <summary>The slot that moved on; empty where the item is about the operation as a whole.</summary>
    public string Slot { get; init; } = "";

    /// <summary>Where the slot is, in one small word: <c>waiting</c>, <c>starting</c>, <c>handover</c>, <c>done</c>, <c>failed</c> …</summary>
    public string State { get; init; } = "";

    /// <summary>The step in words.</summary>
    public string Text { get; init; } = "";

    /// <summary>True for the last item of the stream, and only for it.</summary>
    public bool Final { get; init; }

    /// <summary>How the operation ended; set exactly where <see cref="Final"/> is true.</summary>
    public OperationResult? Result { get; init; }
}
