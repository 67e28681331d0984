using Fleet.Planning.Storage;
using Fleet.Protocol.Storage;

namespace Fleet.Admiral.Storage;

/// <summary>Puts what the storage says into the words of the wire, and reads what workers say; what cannot be meant is refused.</summary>
internal static class StoreWire
{
    public static string Key(string? key) => StoreKeys.FaultOfKey(key ?? "") is { } fault ? throw Bad(fault) : key!;

    public static string Prefix(string? prefix) => StoreKeys.FaultOfPrefix(prefix ?? "") is { } fault ? throw Bad(fault) : prefix ?? "";

    public static TimeSpan? Life(long? milliseconds)
    {
        if (milliseconds is not { } life) return null;
        return life >= 1 && life <= (long)StoreKeys.LongestLife.TotalMilliseconds
            ? TimeSpan.FromMilliseconds(life)
            : throw Bad($"A time to live has 1 ms to {StoreKeys.LongestLife.TotalDays} days.");
    }

    public static int PageLimit(int limit) =>
        limit is >= 1 and <= StoreKeys.LargestPage ? limit : throw Bad($"A page has 1 to {StoreKeys.LargestPage} keys.");

    public static StoredValue Value(StoreSet set) => set.Bytes is { } bytes ? StoredValue.Of(bytes) : StoredValue.Of(set.Number);

    public static StoreEntryOnWire Entry(StoredEntry entry, DateTimeOffset now)
    {
        // Rounded up: who is told 0 would take a living key for a dead one.
        long? life = entry.Due is { } due ? (long)Math.Max(1, Math.Ceiling((due - now).TotalMilliseconds)) : null;
        return new StoreEntryOnWire(entry.Key, entry.Version, entry.Value.Bytes, entry.Value.Number, life);
    }

    public static StorePageOnWire Page(StoreListing listing, DateTimeOffset now) =>
        new([.. listing.Entries.Select(entry => Entry(entry, now))], listing.Next);

    public static StoreWriteOnWire Write(StoreOutcome outcome, int length, StoreLimits limits) =>
        new((int)(outcome.Error ?? 0), outcome.Error is { } error ? Text(error, length, limits) : null, outcome.Done, outcome.Version, outcome.Number);

    public static StoreWriteOnWire Refused(StoreError error, string message) => new((int)error, message, false, 0, 0);

    private static string Text(StoreError error, int length, StoreLimits limits) => error switch
    {
        StoreError.ValueTooLarge => $"The value has {length} bytes; store.maxValue allows {limits.ValueBytes}.",
        StoreError.TooManyKeys => $"The store is full: it has the {limits.Keys} keys that store.maxKeys allows.",
        StoreError.TooManyBytes => $"The store is full: its keys and values would have more bytes than the {limits.TotalBytes} that store.maxBytes allows.",
        StoreError.NotANumber => "What stands at the key is not a whole number: nothing can be added to it.",
        StoreError.Overflow => "The sum does not fit into 64 bits.",
        StoreError.TooManyWatches => "The worker has too many watches.",
    };

    private static CommandException Bad(string message) => new(CommandError.BadCommand, message);
}
