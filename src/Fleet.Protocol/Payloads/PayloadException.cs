namespace Fleet.Protocol.Payloads;

/// <summary>A type that cannot be a message, a value that cannot be sent, or a message whose own code threw while it was read or written.</summary>
public sealed class PayloadException : FleetException
{
    /// <summary>Makes the exception.</summary>
    /// <param name="message">A sentence for a person, which names the type and the member.</param>
    /// <param name="innerException">What caused it, if anything.</param>
    public PayloadException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
