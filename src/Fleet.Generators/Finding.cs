using Fleet.Generators.Contracts;
using Fleet.Generators.Mappings;
using Fleet.Generators.Symbols;

namespace Fleet.Generators;

/// <summary>What one place of the sources gives reason to write.</summary>
/// <param name="Contract">A contract that is declared there; null for none.</param>
/// <param name="Mappings">The mappings of the messages that are named there.</param>
internal sealed record Finding(ContractModel? Contract, EquatableArray<MappingModel> Mappings);
