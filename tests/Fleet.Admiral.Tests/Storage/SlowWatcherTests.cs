using Fleet.Protocol.Framing;
using Fleet.TestKit.Time;
using static Fleet.Admiral.Tests.Storage.StoreUnderTest;

namespace Fleet.Admiral.Tests.Storage;

/// <summary>A watcher that does not read: it is told that it has missed changes, and nobody else notices.</summary>
public sealed class SlowWatcherTests
{
    private static readonly ProtocolLimits SmallLink = new() { MaxFrameBytes = 8192, HardMarkBytes = 64 * 1024, StallMarkBytes = 32 * 1024 };

    [Fact]
    public async Task Watch_ThatFallsBehind_HasANoticeInThePlaceOfWhatIsLost()
    {
        await using var store = new StoreUnderTest(SmallLink);
        var (slow, stats) = (await store.WorkerAsync("cluster-0#1"), await store.WorkerAsync("stats#1"));
        await WatchAsync(slow, 1, "");
        slow.Received.Block();

        var last = 0L;
        while (store.Fleet.Counters.EventsOverflowed == 0) last = (await SetAsync(stats, "a", 3000)).Version;
        for (var i = 0; i < 20; i++) last = (await SetAsync(stats, "a", 3000)).Version;
        slow.Received.Unblock();
        await Until.TrueAsync(() => Told(slow).Any(change => change.Kind == (int)StoreChangeKind.Missed));
        last = (await SetAsync(stats, "b", 3000)).Version;
        await Until.TrueAsync(() => Told(slow).Any(change => change.Version == last));

        var told = Told(slow).ToList();
        var missed = told.FindIndex(change => change.Kind == (int)StoreChangeKind.Missed);
        told.Take(missed).Select(change => change.Version).ShouldBe(Enumerable.Range(1, missed).Select(number => (long)number), "nothing is lost before the notice");
        var after = told.Skip(missed + 1).Where(change => change.Kind != (int)StoreChangeKind.Missed).Select(change => change.Version).ToList();
        after.ShouldBe(after.Order());
        after[^1].ShouldBe(last);
        // Only a notice stands where numbers are left out.
        var previous = (long?)0;
        foreach (var change in told)
        {
            if (change.Kind == (int)StoreChangeKind.Missed) previous = null;
            else
            {
                if (previous is { } number) change.Version.ShouldBe(number + 1);
                previous = change.Version;
            }
        }
    }

    [Fact]
    public async Task Watch_ThatFallsBehind_LeavesRoomForAnswers()
    {
        await using var store = new StoreUnderTest(SmallLink);
        var (slow, stats) = (await store.WorkerAsync("cluster-0#1"), await store.WorkerAsync("stats#1"));
        await WatchAsync(slow, 1, "");
        slow.Received.Block();
        while (store.Fleet.Counters.EventsOverflowed == 0) await SetAsync(stats, "a", 3000);

        var read = GetAsync(slow, "a");
        slow.Received.Unblock();

        (await read.WithDeadline()).ShouldNotBeNull();
        store.Fleet.Counters.LostReplies.ShouldBe(0);
    }

    [Fact]
    public async Task Watch_OfAWorkerThatIsLostWhileBehind_IsForgotten()
    {
        await using var store = new StoreUnderTest(SmallLink);
        var (slow, stats) = (await store.WorkerAsync("cluster-0#1"), await store.WorkerAsync("stats#1"));
        await WatchAsync(slow, 1, "");
        slow.Received.Block();
        while (store.Fleet.Counters.EventsOverflowed == 0) await SetAsync(stats, "a", 3000);

        slow.Link.Connection.Close(Fleet.Protocol.Connections.DisconnectReason.ClosedLocally);
        await slow.Link.Connection.Completion.WithDeadline();

        var before = store.Fleet.Counters.EventsToNobody;
        for (var i = 0; i < 5; i++) await SetAsync(stats, "a");
        store.Fleet.Counters.EventsToNobody.ShouldBe(before);
    }
}
