namespace Fleet.Generators.Mappings;

/// <summary>The mapping of one type, as text: what is compared to see whether anything has changed.</summary>
/// <param name="Type">The type, in full.</param>
/// <param name="Name">The name of the mapping.</param>
/// <param name="Source">Its declaration.</param>
internal sealed record MappingModel(string Type, string Name, string Source);
