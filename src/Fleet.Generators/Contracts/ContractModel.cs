using Fleet.Generators.Symbols;

namespace Fleet.Generators.Contracts;

/// <summary>A contract.</summary>
/// <param name="Type">The interface, in full.</param>
/// <param name="Identifier">Its name as part of an identifier.</param>
/// <param name="Methods">Its methods.</param>
internal sealed record ContractModel(string Type, string Identifier, EquatableArray<ContractMethod> Methods);
