namespace Fleet.Testing;

/// <summary>The fleet under test did not do what the test asked of its host: the message says what happened in it.</summary>
public sealed class FleetTestException : Exception
{
    /// <summary>With the reason.</summary>
    /// <param name="message">What happened, and in which worker.</param>
    public FleetTestException(string message)
        : base(message)
    {
    }
}
