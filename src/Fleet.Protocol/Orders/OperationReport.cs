namespace Fleet.Protocol.Orders;

/// <summary>How an operation stands.</summary>
/// <param name="Id">The operation.</param>
/// <param name="End">How it ended; null while it runs.</param>
public sealed record OperationReport(string Id, OperationEnd? End);
