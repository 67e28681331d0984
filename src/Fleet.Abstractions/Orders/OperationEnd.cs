namespace Fleet;

/// <summary>The end of an operation.</summary>
/// <param name="Outcome">How it ended.</param>
/// <param name="Message">A sentence for a person.</param>
public sealed record OperationEnd(OrderOutcome Outcome, string Message);
