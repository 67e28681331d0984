namespace Fleet.Protocol.Orders;

/// <summary>Asks how an operation stands; answered when it has ended, or after a while.</summary>
/// <param name="Id">The operation.</param>
public sealed record OperationQuestion(string Id);
