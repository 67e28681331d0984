namespace Fleet.Twitch;

/// <summary>A chat message that was not sent.</summary>
public sealed class ChatSendException : FleetException
{
    /// <summary>Makes the exception.</summary>
    /// <param name="error">Why it was not sent.</param>
    /// <param name="message">A sentence for a person.</param>
    public ChatSendException(ChatSendError error, string message)
        : base(message) => Error = error;

    /// <summary>Why it was not sent.</summary>
    public ChatSendError Error { get; }
}
