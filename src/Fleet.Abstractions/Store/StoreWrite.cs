namespace Fleet;

/// <summary>How a conditional write of the store ended.</summary>
/// <param name="Done">Whether the key had the version that was asked for, and was changed.</param>
/// <param name="Version">The key's version now; 0 where it is absent.</param>
public readonly record struct StoreWrite(bool Done, long Version);
