namespace Fleet;

/// <summary>The store refused a write or a watch. Nothing has changed.</summary>
public sealed class StoreException : FleetException
{
    /// <summary>Makes the exception.</summary>
    /// <param name="error">Why it was refused.</param>
    /// <param name="message">A sentence for a person.</param>
    public StoreException(StoreError error, string message)
        : base(message) => Error = error;

    /// <summary>Why it was refused.</summary>
    public StoreError Error { get; }
}
