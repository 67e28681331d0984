namespace Fleet.Planning.Storage;

/// <summary>How a write ended.</summary>
/// <param name="Error">Why it was refused; null where it was not.</param>
/// <param name="Done">Whether something has changed.</param>
/// <param name="Version">The key's version now; 0 where it is absent.</param>
/// <param name="Number">The number that stands there now, after an increment.</param>
public readonly record struct StoreOutcome(StoreError? Error, bool Done, long Version, long Number = 0)
{
    /// <summary>A refusal: nothing has changed.</summary>
    public static StoreOutcome Refused(StoreError error, long version) => new(error, false, version);
}
