namespace Fleet;

/// <summary>A budget that gives no permit.</summary>
public sealed class BudgetException : FleetException
{
    /// <summary>Makes the exception.</summary>
    /// <param name="error">Why there is no permit.</param>
    /// <param name="message">A sentence for a person.</param>
    /// <param name="retryAfter">When there could be one, from now.</param>
    public BudgetException(BudgetError error, string message, TimeSpan? retryAfter = null)
        : base(message)
    {
        Error = error;
        RetryAfter = retryAfter;
    }

    /// <summary>Why there is no permit.</summary>
    public BudgetError Error { get; }

    /// <summary>When there would be room for this request if nobody else came and nobody gave back, from now; null where it is no question of time.</summary>
    public TimeSpan? RetryAfter { get; }
}
