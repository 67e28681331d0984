namespace Fleet;

/// <summary>Why the store refused a write or a watch. Nothing has changed then. The numbers are on the wire.</summary>
public enum StoreError
{
    /// <summary>The value is longer than <c>store.maxValue</c>.</summary>
    ValueTooLarge = 1,

    /// <summary>The store has <c>store.maxKeys</c> keys already.</summary>
    TooManyKeys = 2,

    /// <summary>The keys and values would be longer than <c>store.maxBytes</c> together.</summary>
    TooManyBytes = 3,

    /// <summary>There is a value that is not a whole number, so nothing can be added to it.</summary>
    NotANumber = 4,

    /// <summary>The sum does not fit into 64 bits.</summary>
    Overflow = 5,

    /// <summary>The worker has 256 watches already.</summary>
    TooManyWatches = 6,
}
