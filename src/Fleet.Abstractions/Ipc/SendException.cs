namespace Fleet;

/// <summary>An event that was not sent.</summary>
public sealed class SendException : FleetException
{
    /// <summary>Makes the exception.</summary>
    /// <param name="error">Why the event was not sent.</param>
    /// <param name="message">A sentence for a person.</param>
    public SendException(SendError error, string message)
        : base(message) => Error = error;

    /// <summary>Why the event was not sent.</summary>
    public SendError Error { get; }
}
