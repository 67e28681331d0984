namespace Fleet.Planning.Operations;

/// <summary>How an operation stands.</summary>
public enum OperationOutcome
{
    /// <summary>It goes on.</summary>
    Running = 0,

    /// <summary>Every slot is done, or was rightly skipped.</summary>
    Succeeded = 1,

    /// <summary>It stopped at a failure; slots that were done stay done.</summary>
    Failed = 2,

    /// <summary>It was not begun: another runs, the fleet stops, or the order cannot be understood.</summary>
    Refused = 3,

    /// <summary>It was ended by order; slots that were done stay done.</summary>
    Aborted = 4,
}
