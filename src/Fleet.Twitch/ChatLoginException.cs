namespace Fleet.Twitch;

/// <summary>The chat refused login or token; it is not asked again.</summary>
public sealed class ChatLoginException : FleetException
{
    /// <summary>Makes the exception.</summary>
    /// <param name="message">A sentence for a person.</param>
    public ChatLoginException(string message)
        : base(message)
    {
    }
}
