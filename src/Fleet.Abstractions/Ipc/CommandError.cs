namespace Fleet;

/// <summary>Why a command has no value. The numbers are on the wire.</summary>
public enum CommandError
{
    /// <summary>No slot of this name or number exists. Not executed.</summary>
    NoSuchTarget = 1,

    /// <summary>The slot exists and has no active worker, or none became active in time. Not executed.</summary>
    Unavailable = 2,

    /// <summary>Too many commands are under way on this link. Not executed.</summary>
    Busy = 3,

    /// <summary>The command or its reply does not fit into one frame.</summary>
    TooLarge = 4,

    /// <summary>The receiver refused it. Not executed.</summary>
    Refused = 5,

    /// <summary>The target has no handler of this name. Not executed.</summary>
    NoHandler = 6,

    /// <summary>The handler threw. Executed.</summary>
    Faulted = 7,

    /// <summary>The target died with the command in hand. It may have been executed.</summary>
    TargetLost = 8,

    /// <summary>No answer came before the deadline. It may have been executed.</summary>
    TimedOut = 9,

    /// <summary>The reply could not be read as the type that was asked for. Executed.</summary>
    BadReply = 10,

    /// <summary>The command could not be read by its handler. Not executed.</summary>
    BadCommand = 11,
}
