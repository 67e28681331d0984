namespace Fleet;

/// <summary>The value of an entity was asked for, and there is none.</summary>
public sealed class FetchException : FleetException
{
    /// <summary>Makes the exception.</summary>
    /// <param name="outcome">Whether the entity is certainly not there, or nobody knows.</param>
    /// <param name="failures">Who did not answer.</param>
    /// <param name="message">A sentence for a person.</param>
    public FetchException(FetchOutcome outcome, IReadOnlyList<FetchFailure> failures, string message)
        : base(message)
    {
        Outcome = outcome;
        Failures = failures;
    }

    /// <summary>Whether the entity is certainly not there, or nobody knows.</summary>
    public FetchOutcome Outcome { get; }

    /// <summary>Who could have known the entity and did not say.</summary>
    public IReadOnlyList<FetchFailure> Failures { get; }
}
