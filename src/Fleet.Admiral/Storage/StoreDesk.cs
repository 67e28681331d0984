using Fleet.Admiral.Links;
using Fleet.Admiral.Routing;
using Fleet.Planning.Storage;
using Fleet.Protocol.Payloads;
using Fleet.Protocol.Storage;
using Microsoft.Extensions.Logging;

namespace Fleet.Admiral.Storage;

/// <summary>Answers the workers' commands on the store, and keeps their watches.</summary>
/// <param name="storage">Where the values are.</param>
/// <param name="limits">What the storage may hold, for texts.</param>
/// <param name="pageBytes">How long a page may be, so that it fits into a frame.</param>
/// <param name="serializer">Writes what watches are told.</param>
/// <param name="counters">Counts what watches are told.</param>
/// <param name="time">The clock of the log's pace.</param>
/// <param name="log">The log.</param>
internal sealed partial class StoreDesk(
    IStorage storage,
    StoreLimits limits,
    int pageBytes,
    IPayloadSerializer serializer,
    RouteCounters counters,
    TimeProvider time,
    ILogger<StoreDesk> log)
{
    /// <summary>The most watches of one worker: each costs every change a look.</summary>
    public const int MostWatches = 256;

    private readonly Lock _lock = new();
    private readonly Dictionary<WorkerLink, Dictionary<long, StoreWatch>> _watches = [];
    private readonly LogPace _full = new(perSecond: 1, time);

    /// <summary>Adds the store's commands to those that the Admiral answers.</summary>
    public void AddTo(AdmiralCommands commands)
    {
        commands.Add<string, StoreEntryOnWire?>(StoreCommandNames.Get, (key, _) => GetAsync(StoreWire.Key(key)));
        commands.Add<StoreSet, StoreWriteOnWire>(StoreCommandNames.Set, SetAsync);
        commands.Add<StoreDelete, StoreWriteOnWire>(StoreCommandNames.Delete, DeleteAsync);
        commands.Add<string, int>(StoreCommandNames.Clear, (prefix, _) => storage.ClearAsync(StoreWire.Prefix(prefix)).AsTask());
        commands.Add<StoreList, StorePageOnWire>(StoreCommandNames.List, (list, _) => ListAsync(list));
        commands.Add<StoreIncrement, StoreWriteOnWire>(StoreCommandNames.Increment, IncrementAsync);
        commands.Add<StoreWatchBegin, StoreWriteOnWire>(StoreCommandNames.Watch, WatchAsync);
        commands.Add<long, bool>(StoreCommandNames.Unwatch, (number, request) => Task.FromResult(Unwatch(request.Link, number)));
    }

    private async Task<StoreEntryOnWire?> GetAsync(string key) =>
        await storage.GetAsync(key) is { } entry ? StoreWire.Entry(entry, storage.Now) : null;

    private async Task<StoreWriteOnWire> SetAsync(StoreSet set, AdmiralRequest request)
    {
        var value = StoreWire.Value(set);
        return Answer(await storage.SetAsync(StoreWire.Key(set.Key), value, set.Expected, StoreWire.Life(set.Life)), value.Length, request);
    }

    private async Task<StoreWriteOnWire> DeleteAsync(StoreDelete delete, AdmiralRequest request) =>
        Answer(await storage.DeleteAsync(StoreWire.Key(delete.Key), delete.Expected), 0, request);

    private async Task<StorePageOnWire> ListAsync(StoreList list) =>
        StoreWire.Page(await storage.ListAsync(StoreWire.Prefix(list.Prefix), list.After is null ? null : StoreWire.Prefix(list.After), StoreWire.PageLimit(list.Limit), pageBytes), storage.Now);

    private async Task<StoreWriteOnWire> IncrementAsync(StoreIncrement increment, AdmiralRequest request) =>
        Answer(await storage.IncrementAsync(StoreWire.Key(increment.Key), increment.By, StoreWire.Life(increment.Life)), sizeof(long), request);

    private StoreWriteOnWire Answer(StoreOutcome outcome, int length, AdmiralRequest request)
    {
        var answer = StoreWire.Write(outcome, length, limits);
        if (outcome.Error is StoreError.TooManyKeys or StoreError.TooManyBytes && _full.TryTake()) LogFull(log, request.From.ToString(), answer.Message!);
        return answer;
    }

    private async Task<StoreWriteOnWire> WatchAsync(StoreWatchBegin wish, AdmiralRequest request)
    {
        var key = wish.IsPrefix ? StoreWire.Prefix(wish.Key) : StoreWire.Key(wish.Key);
        var link = request.Link;
        var watch = new StoreWatch(link, wish.Watch, storage, serializer, counters);
        bool first;
        lock (_lock)
        {
            first = !_watches.TryGetValue(link, out var watches);
            if (first) _watches.Add(link, watches = []);
            if (watches!.Count >= MostWatches) return StoreWire.Refused(StoreError.TooManyWatches, $"{link.Name} has {MostWatches} watches on the store already.");
            if (!watches.TryAdd(wish.Watch, watch)) throw new CommandException(CommandError.BadCommand, $"{link.Name} has a watch of number {wish.Watch} already.");
        }

        // Runs at once where the link is gone already.
        if (first) link.Gone.UnsafeRegister(state => Forget((WorkerLink)state!), link);
        watch.Begin(await storage.WatchAsync(key, wish.IsPrefix, watch));
        return new StoreWriteOnWire(0, null, true, 0, 0);
    }

    private bool Unwatch(WorkerLink link, long number)
    {
        StoreWatch? watch = null;
        lock (_lock)
        {
            if (_watches.TryGetValue(link, out var watches)) watches.Remove(number, out watch);
        }

        watch?.End();
        return watch is not null;
    }

    private void Forget(WorkerLink link)
    {
        Dictionary<long, StoreWatch>? watches;
        lock (_lock)
        {
            if (!_watches.Remove(link, out watches)) return;
        }

        foreach (var watch in watches.Values) watch.End();
    }

    [LoggerMessage(1811, LogLevel.Warning, "{Worker} could not write to the store. {Why} Delete what nobody needs, give it a time to live, or raise the limit.")]
    private static partial void LogFull(ILogger logger, string worker, string why);
}
