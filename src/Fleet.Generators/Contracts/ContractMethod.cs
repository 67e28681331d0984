namespace Fleet.Generators.Contracts;

/// <summary>A method of a contract.</summary>
/// <param name="Name">The name.</param>
/// <param name="Command">The name of its command.</param>
/// <param name="Message">The type of its message; null for none.</param>
/// <param name="Reply">The type of what it returns; null for nothing.</param>
/// <param name="MessageAt">Which parameter is the message; -1 for none.</param>
/// <param name="TokenAt">Which parameter is the token; -1 for none.</param>
internal sealed record ContractMethod(string Name, string Command, string? Message, string? Reply, int MessageAt, int TokenAt);
