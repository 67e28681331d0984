namespace Fleet;

/// <summary>Whether a command without a value may have been executed.</summary>
public enum CommandExecution
{
    /// <summary>It was certainly not executed: sending it again is safe.</summary>
    NotExecuted = 0,

    /// <summary>It was executed.</summary>
    Executed = 1,

    /// <summary>It may or may not have been executed.</summary>
    Unknown = 2,
}
