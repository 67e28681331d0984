namespace Fleet.Twitch.Connections;

/// <summary>Why a connection is over.</summary>
internal enum SessionEnd
{
    /// <summary>The chat stops.</summary>
    Stopped = 0,

    /// <summary>The endpoint could not be reached.</summary>
    Unreachable = 1,

    /// <summary>The server did not greet in time.</summary>
    LoginTimedOut = 2,

    /// <summary>The server refused login or token. Trying again would be refused again.</summary>
    LoginRefused = 3,

    /// <summary>The server does not know tags or commands: without ids no message can be told from another.</summary>
    CapabilitiesRefused = 4,

    /// <summary>The server closed the connection, or it broke.</summary>
    Closed = 5,

    /// <summary>The server no longer answers.</summary>
    Silent = 6,

    /// <summary>A write failed or took too long.</summary>
    WriteFailed = 7,

    /// <summary>The server sent a line longer than any line may be.</summary>
    LineTooLong = 8,

    /// <summary>The server asked to reconnect, and a new connection has taken over.</summary>
    Retired = 9,
}
