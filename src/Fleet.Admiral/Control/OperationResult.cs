namespace Fleet.Admiral.Control;

/// <summary>How an operation ended.</summary>
/// <param name="Outcome">Done, failed or not begun.</param>
/// <param name="Message">The outcome in one sentence: for a failure its reason, with the FLEET code where there is one.</param>
public sealed record OperationResult(OperationOutcome Outcome, string Message)
{
    /// <summary>The pinned slots that a word such as <c>all</c> left out.</summary>
    public IReadOnlyList<string> Skipped { get; init; } = [];
}
