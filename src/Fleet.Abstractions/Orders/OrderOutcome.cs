namespace Fleet;

/// <summary>How an operation ended.</summary>
public enum OrderOutcome
{
    /// <summary>Everything asked for is done.</summary>
    Succeeded = 0,

    /// <summary>It was begun and did not reach its end; the message says what is left as it was.</summary>
    Failed = 1,

    /// <summary>Nothing was begun: an unknown slot, or another operation runs.</summary>
    Refused = 2,

    /// <summary>It was ended by order; the message says what is done and what is not.</summary>
    Aborted = 3,
}
