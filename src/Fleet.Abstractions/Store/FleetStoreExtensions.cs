using System.Runtime.CompilerServices;

namespace Fleet;

/// <summary>Shorter forms of <see cref="IFleetStore"/>, and the words that users of eris-fleet know from its <c>centralStore</c>.</summary>
public static class FleetStoreExtensions
{
    private const int LargestPage = 1000;

    /// <summary>The value of a key.</summary>
    /// <param name="store">The store.</param>
    /// <param name="key">The key.</param>
    /// <param name="absent">What to return where there is no such key.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="FleetException">The value cannot be read as this type, or the Admiral did not answer.</exception>
    public static async Task<T?> GetAsync<T>(this IFleetStore store, string key, T? absent = default, CancellationToken cancellationToken = default) =>
        (await store.GetAsync(key, cancellationToken)).Get(absent);

    /// <summary>Whether there is such a key.</summary>
    public static async Task<bool> HasAsync(this IFleetStore store, string key, CancellationToken cancellationToken = default) =>
        (await store.GetAsync(key, cancellationToken)).Exists;

    /// <summary>Deletes every key of the fleet.</summary>
    /// <returns>How many there were.</returns>
    public static Task<int> ClearAsync(this IFleetStore store, CancellationToken cancellationToken = default) => store.ClearAsync("", cancellationToken);

    /// <summary>
    /// Every key that begins with a prefix, in order, page by page. A key that is there all the while comes once; one that comes or goes meanwhile may or may not.
    /// </summary>
    public static async IAsyncEnumerable<StoreItem> ListAllAsync(this IFleetStore store, string prefix = "", [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        string? after = null;
        do
        {
            var page = await store.ListAsync(prefix, after, LargestPage, cancellationToken);
            foreach (var item in page.Items) yield return item;
            after = page.Next;
        }
        while (after is not null);
    }

    /// <summary>A copy of all keys that begin with a prefix, whose values are all of one type. Mind its size: the store may hold 64 MiB.</summary>
    public static async Task<Dictionary<string, T?>> CopyMapAsync<T>(this IFleetStore store, string prefix = "", CancellationToken cancellationToken = default)
    {
        var map = new Dictionary<string, T?>(StringComparer.Ordinal);
        await foreach (var item in store.ListAllAsync(prefix, cancellationToken)) map[item.Key] = item.Get<T>();
        return map;
    }
}
