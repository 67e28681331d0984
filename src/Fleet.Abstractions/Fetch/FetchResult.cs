namespace Fleet;

/// <summary>
/// What came of fetching one entity: it was found, or nobody has it, or it cannot be said. The three are told apart by <see cref="Outcome"/>, and the ways to the value
/// do not let the last pass for the second.
/// </summary>
public sealed class FetchResult<T>
{
    private readonly T? _value;

    /// <summary>The entity was found.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="value">The entity; default where only ids were asked for.</param>
    /// <param name="from">The cluster that knows it.</param>
    public FetchResult(string id, T? value, SlotName from)
    {
        Id = id;
        From = from;
        Outcome = FetchOutcome.Found;
        _value = value;
    }

    /// <summary>The entity was not found.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="failures">Who did not answer; none where all did.</param>
    public FetchResult(string id, IReadOnlyList<FetchFailure> failures)
    {
        ArgumentNullException.ThrowIfNull(failures);
        Id = id;
        Failures = failures;
        Outcome = failures.Count == 0 ? FetchOutcome.NotFound : FetchOutcome.Unavailable;
    }

    /// <summary>The id that was asked for.</summary>
    public string Id { get; }

    /// <summary>Which of the three it is.</summary>
    public FetchOutcome Outcome { get; }

    /// <summary>The cluster that knows the entity; null where it was not found.</summary>
    public SlotName? From { get; }

    /// <summary>Who could have known the entity and did not say; empty unless <see cref="Outcome"/> is <see cref="FetchOutcome.Unavailable"/>.</summary>
    public IReadOnlyList<FetchFailure> Failures { get; } = [];

    /// <summary>The entity; default where only ids were asked for.</summary>
    /// <exception cref="FetchException">It was not found, or nobody knows.</exception>
    public T Value => Outcome switch
    {
        FetchOutcome.Found => _value!,
        FetchOutcome.NotFound or FetchOutcome.Unavailable => throw new FetchException(Outcome, Failures, ToString()),
    };

    /// <summary>The entity, or the type's default (null) where nobody has it.</summary>
    /// <exception cref="FetchException">Nobody knows whether there is such an entity.</exception>
    public T? GetValueOrDefault() => Outcome == FetchOutcome.NotFound ? default : Value;

    /// <summary>A sentence for a person.</summary>
    public override string ToString() => Outcome switch
    {
        FetchOutcome.Found => $"{Id} was found in {From}.",
        FetchOutcome.NotFound => $"{Id} was not found: everybody who could know it has answered.",
        FetchOutcome.Unavailable => $"{Id} may or may not be there. No answer: {string.Join(' ', Failures.Select(failure => $"{failure.Asked} ({failure.Error}): {failure.Message}"))}",
    };
}
