namespace Fleet;

/// <summary>An operation has ended, well or badly.</summary>
public sealed record OperationEnded : FleetNotice
{
    /// <summary>The operation, such as <c>reshard-2</c>.</summary>
    public string Operation { get; init; } = "";

    /// <summary>What it did; see <see cref="OperationAdvanced.Kind"/>.</summary>
    public string Kind { get; init; } = "";

    /// <summary>How it ended.</summary>
    public OrderOutcome Outcome { get; init; }

    /// <summary>A sentence for a person.</summary>
    public string Message { get; init; } = "";
}
