namespace Fleet;

/// <summary>An operation has come a step further with one slot.</summary>
public sealed record OperationAdvanced : FleetNotice
{
    /// <summary>The operation, such as <c>restart-4</c>.</summary>
    public string Operation { get; init; } = "";

    /// <summary>What it does: <c>restart</c>, <c>hard restart</c>, <c>stop</c>, <c>start</c>, <c>reshard</c>, <c>add service</c> or <c>remove service</c>.</summary>
    public string Kind { get; init; } = "";

    /// <summary>The slot.</summary>
    public string Slot { get; init; } = "";

    /// <summary>Where the slot is, in one small word: <c>starting</c>, <c>handover</c>, <c>done</c>, <c>failed</c> …</summary>
    public string State { get; init; } = "";

    /// <summary>The step in words.</summary>
    public string Text { get; init; } = "";
}
