namespace Fleet.Planning.Storage;

/// <summary>What the store may hold.</summary>
/// <param name="ValueBytes">The longest value, in bytes.</param>
/// <param name="Keys">The most keys.</param>
/// <param name="TotalBytes">The most bytes of all keys (in UTF-8) and values together; a number counts 8.</param>
public sealed record StoreLimits(int ValueBytes, int Keys, long TotalBytes);
