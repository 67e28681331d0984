using System.Buffers;
using Fleet.Protocol.Payloads;
using Fleet.Protocol.Storage;
using Fleet.Worker.Messaging;

namespace Fleet.Worker.Storage;

/// <summary>The store as the bot sees it: each operation is a command to the Admiral.</summary>
internal sealed class FleetStore : IFleetStore
{
    private readonly OutgoingCalls _calls;
    private readonly IPayloadSerializer _serializer;
    private readonly StoreWatches _watches;

    public FleetStore(OutgoingCalls calls, IPayloadSerializer serializer, EventSubscriptions events)
    {
        _calls = calls;
        _serializer = serializer;
        _watches = new StoreWatches(serializer, events);
    }

    /// <summary>How long an operation waits for its answer; <c>ipc.timeout</c>.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(10);

    public async Task<StoreItem> GetAsync(string key, CancellationToken cancellationToken = default)
    {
        var entry = await AskAsync<StoreEntryOnWire?>(StoreCommandNames.Get, Key(key), cancellationToken);
        return entry is null ? ReadItem.Absent(key, _serializer) : new ReadItem(entry, _serializer);
    }

    public async Task<long> SetAsync<T>(string key, T value, TimeSpan? timeToLive = null, CancellationToken cancellationToken = default) =>
        (await SetAsync(key, value, expected: null, timeToLive, cancellationToken)).Version;

    public async Task<StoreWrite> CompareAndSetAsync<T>(string key, long version, T value, TimeSpan? timeToLive = null, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(version);
        var answer = await SetAsync(key, value, version, timeToLive, cancellationToken);
        return new StoreWrite(answer.Done, answer.Version);
    }

    public async Task<bool> DeleteAsync(string key, CancellationToken cancellationToken = default) =>
        (await WriteAsync(StoreCommandNames.Delete, new StoreDelete(Key(key), null), cancellationToken)).Done;

    public async Task<StoreWrite> CompareAndDeleteAsync(string key, long version, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(version, 1);
        var answer = await WriteAsync(StoreCommandNames.Delete, new StoreDelete(Key(key), version), cancellationToken);
        return new StoreWrite(answer.Done, answer.Version);
    }

    public async Task<int> ClearAsync(string prefix, CancellationToken cancellationToken = default) =>
        await AskAsync<int>(StoreCommandNames.Clear, Prefix(prefix, nameof(prefix)), cancellationToken);

    public async Task<StorePage> ListAsync(string prefix, string? after = null, int limit = 100, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, StoreKeys.LargestPage);
        var question = new StoreList(Prefix(prefix, nameof(prefix)), after is null ? null : Prefix(after, nameof(after)), limit);
        var page = await AskAsync<StorePageOnWire>(StoreCommandNames.List, question, cancellationToken);
        return new StorePage([.. page.Entries.Select(entry => new ReadItem(entry, _serializer))], page.Next);
    }

    public async Task<long> IncrementAsync(string key, long by = 1, TimeSpan? timeToLive = null, CancellationToken cancellationToken = default) =>
        (await WriteAsync(StoreCommandNames.Increment, new StoreIncrement(Key(key), by, Life(timeToLive)), cancellationToken)).Number;

    public Task<IStoreWatch> WatchAsync(string key, CancellationToken cancellationToken = default) =>
        WatchAsync(Key(key), isPrefix: false, cancellationToken);

    public Task<IStoreWatch> WatchPrefixAsync(string prefix, CancellationToken cancellationToken = default) =>
        WatchAsync(Prefix(prefix, nameof(prefix)), isPrefix: true, cancellationToken);

    private async Task<IStoreWatch> WatchAsync(string key, bool isPrefix, CancellationToken cancellationToken)
    {
        // There before the Admiral knows of it: its first change may come before its answer.
        var watch = _watches.Add(key, UnwatchAsync);
        try
        {
            await WriteAsync(StoreCommandNames.Watch, new StoreWatchBegin(watch.Number, key, isPrefix), cancellationToken);
            return watch;
        }
        catch
        {
            // Where no answer came the Admiral may have the watch; its end is not waited for.
            _ = watch.DisposeAsync().AsTask();
            throw;
        }
    }

    private async Task UnwatchAsync(long number)
    {
        try
        {
            await AskAsync<bool>(StoreCommandNames.Unwatch, number, CancellationToken.None);
        }
        catch (CommandException)
        {
            // What still comes for it is dropped, and the Admiral's end of it ends with this worker at the latest.
        }
    }

    private async Task<StoreWriteOnWire> SetAsync<T>(string key, T value, long? expected, TimeSpan? timeToLive, CancellationToken cancellationToken)
    {
        var (bytes, number) = Encode(value);
        try
        {
            return await WriteAsync(StoreCommandNames.Set, new StoreSet(Key(key), bytes, number, expected, Life(timeToLive)), cancellationToken);
        }
        catch (CommandException e) when (e.Error == CommandError.TooLarge)
        {
            // It did not even fit into a frame, which takes more than store.maxValue.
            throw new StoreException(StoreError.ValueTooLarge, $"The value has {bytes?.Length} bytes, more than store.maxValue allows.");
        }
    }

    private async Task<StoreWriteOnWire> WriteAsync(string name, object command, CancellationToken cancellationToken)
    {
        var answer = await AskAsync<StoreWriteOnWire>(name, command, cancellationToken);
        return answer.Error == 0 ? answer : throw new StoreException((StoreError)answer.Error, answer.Message ?? "The store refused it.");
    }

    private Task<TReply> AskAsync<TReply>(string name, object command, CancellationToken cancellationToken) =>
        _calls.CallAsync<TReply>(Target.Admiral, command, name, Timeout, cancellationToken);

    // Whole numbers are kept as such, so that they can be added to. A ulong may not fit.
    private (byte[]? Bytes, long Number) Encode<T>(T value)
    {
        switch (value)
        {
            case long number: return (null, number);
            case int number: return (null, number);
            case uint number: return (null, number);
            case short number: return (null, number);
            case ushort number: return (null, number);
            case sbyte number: return (null, number);
            case byte number: return (null, number);
        }

        var output = new ArrayBufferWriter<byte>(256);
        if (value is null || value.GetType() == typeof(T)) _serializer.Serialize(value, output);
        else _serializer.Serialize(value, value.GetType(), output);
        return (output.WrittenSpan.ToArray(), 0);
    }

    private static string Key(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return StoreKeys.FaultOfKey(key) is { } fault ? throw new ArgumentException(fault, nameof(key)) : key;
    }

    private static string Prefix(string prefix, string parameter)
    {
        ArgumentNullException.ThrowIfNull(prefix, parameter);
        return StoreKeys.FaultOfPrefix(prefix) is { } fault ? throw new ArgumentException(fault, parameter) : prefix;
    }

    private static long? Life(TimeSpan? timeToLive)
    {
        if (timeToLive is not { } life) return null;
        return life >= TimeSpan.FromMilliseconds(1) && life <= StoreKeys.LongestLife
            ? (long)Math.Ceiling(life.TotalMilliseconds)
            : throw new ArgumentOutOfRangeException(nameof(timeToLive), life, $"A time to live has 1 ms to {StoreKeys.LongestLife.TotalDays} days.");
    }
}
