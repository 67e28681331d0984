namespace Fleet.Twitch;

/// <summary>Why a chat message was not sent.</summary>
public enum ChatSendError
{
    /// <summary>The chat is in standby: another worker acts for these channels. Only handlers that were started before may still send.</summary>
    Standby = 0,

    /// <summary>The chat is read anonymously.</summary>
    Anonymous = 1,

    /// <summary>The channel's name is not 1 to 25 of a–z, 0–9 and '_'.</summary>
    BadChannel = 2,

    /// <summary>The text is empty, or holds CR, LF or NUL.</summary>
    BadText = 3,

    /// <summary>The text has more than 500 characters. It is never cut: what to leave out is the bot's decision.</summary>
    TooLong = 4,

    /// <summary>No permit of the message limit came free in time.</summary>
    RateLimited = 5,

    /// <summary>There was no connection in time.</summary>
    NotConnected = 6,

    /// <summary>The connection broke while sending: the message may or may not have arrived.</summary>
    ConnectionLost = 7,
}
