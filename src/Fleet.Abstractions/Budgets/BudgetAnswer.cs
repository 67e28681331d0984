using System.Diagnostics.CodeAnalysis;

namespace Fleet;

/// <summary>The answer to a request that does not wait.</summary>
/// <param name="Permit">The permit; null where there was no room.</param>
/// <param name="Error">Why there is no permit; null where there is one.</param>
/// <param name="RetryAfter">When there would be room if nobody else came and nobody gave back, from now; null where there is a permit.</param>
public sealed record BudgetAnswer(BudgetPermit? Permit, BudgetError? Error, TimeSpan? RetryAfter)
{
    /// <summary>Whether there is a permit.</summary>
    [MemberNotNullWhen(true, nameof(Permit))]
    public bool Granted => Permit is not null;
}
