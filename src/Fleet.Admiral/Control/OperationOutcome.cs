namespace Fleet.Admiral.Control;

/// <summary>The ends of an operation.</summary>
public enum OperationOutcome
{
    /// <summary>Everything asked for is done.</summary>
    Succeeded = 0,

    /// <summary>It was begun and did not reach its end; the message says what is left as it was.</summary>
    Failed = 1,

    /// <summary>Nothing was begun: an unknown slot, or another operation runs.</summary>
    Refused = 2,
}
