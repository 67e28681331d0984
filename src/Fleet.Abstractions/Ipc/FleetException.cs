namespace Fleet;

/// <summary>The base of every exception that Fleet throws at a bot on purpose.</summary>
public class FleetException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="message">A sentence for a person.</param>
    /// <param name="innerException">What caused it, if anything.</param>
    public FleetException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
