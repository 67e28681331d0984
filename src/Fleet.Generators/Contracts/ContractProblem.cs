using Microsoft.CodeAnalysis;

namespace Fleet.Generators.Contracts;

/// <summary>Why an interface cannot be a contract.</summary>
/// <param name="Symbol">Where.</param>
/// <param name="Reason">Why, as a sentence without its point.</param>
internal sealed record ContractProblem(ISymbol Symbol, string Reason);
