using Fleet.Admiral.Storage;
using Fleet.Protocol.Storage;
using Fleet.TestKit.Time;
using static Fleet.Admiral.Tests.Storage.StoreUnderTest;

namespace Fleet.Admiral.Tests.Storage;

public sealed class StoreDeskTests : IAsyncDisposable
{
    private readonly StoreUnderTest _store = new();

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task Key_OfOneWorker_IsThatOfTheOther_ByteForByte()
    {
        var (bot, stats) = (await _store.WorkerAsync("cluster-0#1"), await _store.WorkerAsync("stats#1"));
        byte[] value = [0xc1, 0, 0xff, 7];

        var written = await AskAsync<StoreSet, StoreWriteOnWire>(bot, StoreCommandNames.Set, new StoreSet("a", value, 0, null, null));

        // Not MessagePack: nobody here looks into it.
        var entry = (await GetAsync(stats, "a")).ShouldNotBeNull();
        entry.Bytes.ShouldBe(value);
        entry.Version.ShouldBe(written.Version);
        entry.Life.ShouldBeNull();
        (await GetAsync(stats, "b")).ShouldBeNull();
    }

    [Fact]
    public async Task Write_ByVersion_IsDoneOnce()
    {
        var bot = await _store.WorkerAsync("cluster-0#1");

        var created = await SetAsync(bot, "a", expected: 0);
        created.Done.ShouldBeTrue();
        (await SetAsync(bot, "a", expected: 0)).ShouldBe(new StoreWriteOnWire(0, null, false, created.Version, 0));
        (await AskAsync<StoreDelete, StoreWriteOnWire>(bot, StoreCommandNames.Delete, new StoreDelete("a", created.Version + 1))).Done.ShouldBeFalse();
        (await AskAsync<StoreDelete, StoreWriteOnWire>(bot, StoreCommandNames.Delete, new StoreDelete("a", created.Version))).Done.ShouldBeTrue();
    }

    [Fact]
    public async Task Number_IsAddedTo_AndReadAsOne()
    {
        var bot = await _store.WorkerAsync("cluster-0#1");

        (await IncrementAsync(bot, "n", 5)).Number.ShouldBe(5);
        (await IncrementAsync(bot, "n", long.MaxValue)).Error.ShouldBe((int)StoreError.Overflow);

        var entry = (await GetAsync(bot, "n"))!;
        (entry.Bytes, entry.Number).ShouldBe((null, 5));
        await SetAsync(bot, "text");
        (await IncrementAsync(bot, "text", 1)).Error.ShouldBe((int)StoreError.NotANumber);
    }

    [Fact]
    public async Task TimeToLive_IsTold_AndEnds()
    {
        var bot = await _store.WorkerAsync("cluster-0#1");
        await SetAsync(bot, "a", life: 1000);

        _store.Fleet.Time.Advance(TimeSpan.FromMilliseconds(400));
        (await GetAsync(bot, "a"))!.Life.ShouldBe(600);
        _store.Fleet.Time.Advance(TimeSpan.FromMilliseconds(600));
        (await GetAsync(bot, "a")).ShouldBeNull();
        _store.Fleet.Time.ArmedTimers.ShouldBe(0);
    }

    [Fact]
    public async Task Pages_FitIntoTheirBound_AndHaveEverything()
    {
        var bot = await _store.WorkerAsync("cluster-0#1");
        for (var i = 0; i < 6; i++) await SetAsync(bot, $"p{i}", 1500);
        await SetAsync(bot, "q");

        var keys = new List<string>();
        var pages = 0;
        string? after = null;
        do
        {
            var page = await AskAsync<StoreList, StorePageOnWire>(bot, StoreCommandNames.List, new StoreList("p", after, 100));
            keys.AddRange(page.Entries.Select(entry => entry.Key));
            page.Entries.Count.ShouldBeLessThanOrEqualTo(2);
            after = page.Next;
            pages++;
        }
        while (after is not null);

        keys.ShouldBe(["p0", "p1", "p2", "p3", "p4", "p5"]);
        pages.ShouldBe(3);
        (await AskAsync<string, int>(bot, StoreCommandNames.Clear, "p")).ShouldBe(6);
    }

    [Fact]
    public async Task Refusal_SaysWhichLimit_AndTheLogWhomItHit()
    {
        var bot = await _store.WorkerAsync("cluster-0#1");

        (await SetAsync(bot, "a", 3001)).Message.ShouldBe("The value has 3001 bytes; store.maxValue allows 3000.");
        for (var i = 0; i < 6; i++) (await SetAsync(bot, $"b{i}", 3000)).Error.ShouldBe(0);
        var full = await SetAsync(bot, "b6", 3000);

        full.ShouldBe(new StoreWriteOnWire((int)StoreError.TooManyBytes, "The store is full: its keys and values would have more bytes than the 20000 that store.maxBytes allows.", false, 0, 0));
        _store.Log.Texts.ShouldBe([$"cluster-0#1 could not write to the store. {full.Message} Delete what nobody needs, give it a time to live, or raise the limit."]);
        for (var i = 0; i < 94; i++) (await SetAsync(bot, $"c{i}")).Error.ShouldBe(0);
        (await SetAsync(bot, "d")).Error.ShouldBe((int)StoreError.TooManyKeys);
    }

    [Fact]
    public async Task Nonsense_IsBad_AndNothingHappens()
    {
        var bot = await _store.WorkerAsync("cluster-0#1");

        await BadAsync(bot, StoreCommandNames.Get, "");
        await BadAsync(bot, StoreCommandNames.Get, new string('k', 513));
        await BadAsync<string?>(bot, StoreCommandNames.Get, null);
        await BadAsync(bot, StoreCommandNames.Clear, new string('k', 513));
        await BadAsync(bot, StoreCommandNames.List, new StoreList("", null, 0));
        await BadAsync(bot, StoreCommandNames.List, new StoreList("", null, 1001));
        await BadAsync(bot, StoreCommandNames.Set, new StoreSet("a", [1], 0, null, 0));
        await BadAsync(bot, StoreCommandNames.Set, new StoreSet("a", [1], 0, null, long.MaxValue));
        await BadAsync(bot, StoreCommandNames.Watch, new StoreWatchBegin(1, "", IsPrefix: false));
        (await GetAsync(bot, new string('k', 512))).ShouldBeNull();
        (await AskAsync<string, int>(bot, StoreCommandNames.Clear, "")).ShouldBe(0);
    }

    [Fact]
    public async Task Watch_HasEachChangeOfItsKeys_FromItsAcknowledgementToItsEnd()
    {
        var (bot, stats) = (await _store.WorkerAsync("cluster-0#1"), await _store.WorkerAsync("stats#1"));
        await SetAsync(stats, "a:1");
        await WatchAsync(bot, 7, "a:");
        await WatchAsync(bot, 8, "b", isPrefix: false);

        await SetAsync(stats, "a:1");
        await SetAsync(stats, "b");
        await SetAsync(stats, "b:1");
        await IncrementAsync(stats, "a:n", 2);
        await AskAsync<string, int>(stats, StoreCommandNames.Clear, "a:");
        await bot.Received.FramesAsync(7);

        Changes(bot).ShouldBe(["7: Set a:1", "8: Set b", "7: Set a:n", "7: Deleted a:1", "7: Deleted a:n"]);
        Told(bot).ElementAt(2).Entry!.Number.ShouldBe(2);
        (await AskAsync<long, bool>(bot, StoreCommandNames.Unwatch, 7)).ShouldBeTrue();
        (await AskAsync<long, bool>(bot, StoreCommandNames.Unwatch, 7)).ShouldBeFalse();
        await SetAsync(stats, "a:1");
        await SetAsync(stats, "b");
        await bot.Received.FramesAsync(10);
        Changes(bot)[^1].ShouldBe("8: Set b");
    }

    [Fact]
    public async Task Watch_HearsOfTimesThatAreOver_WithoutAnyTraffic()
    {
        var bot = await _store.WorkerAsync("cluster-0#1");
        await WatchAsync(bot, 1, "");
        await SetAsync(bot, "a", life: 1000);
        await SetAsync(bot, "b", life: 2000);
        await SetAsync(bot, "a", life: 3000);
        await bot.Received.FramesAsync(7);

        _store.Fleet.Time.Advance(TimeSpan.FromSeconds(3));

        await bot.Received.FramesAsync(9);
        Changes(bot).ShouldBe(["1: Set a", "1: Set b", "1: Set a", "1: Expired b", "1: Expired a"]);
    }

    [Fact]
    public async Task Watches_HaveABound_AndEndWithTheWorker()
    {
        var bot = await _store.WorkerAsync("cluster-0#1");
        for (var i = 0; i < StoreDesk.MostWatches; i++) await WatchAsync(bot, i, "");

        var refused = await AskAsync<StoreWatchBegin, StoreWriteOnWire>(bot, StoreCommandNames.Watch, new StoreWatchBegin(1000, "", true));
        refused.Error.ShouldBe((int)StoreError.TooManyWatches);
        await bot.LoseAsync();

        var next = await _store.WorkerAsync("cluster-0#2");
        await WatchAsync(next, 1, "");
        await SetAsync(next, "a");
        Changes(next).ShouldBe(["1: Set a"]);
        _store.Fleet.Counters.EventsToNobody.ShouldBe(0);
    }

    private static Task<StoreWriteOnWire> IncrementAsync(Links.LinkedWorker worker, string key, long by) =>
        AskAsync<StoreIncrement, StoreWriteOnWire>(worker, StoreCommandNames.Increment, new StoreIncrement(key, by, null));

    private static async Task BadAsync<T>(Links.LinkedWorker worker, string name, T command) =>
        (await Should.ThrowAsync<CommandException>(AskAsync<T, object>(worker, name, command).WithDeadline())).Error.ShouldBe(CommandError.BadCommand);
}
