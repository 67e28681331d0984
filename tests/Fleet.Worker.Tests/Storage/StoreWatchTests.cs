using Fleet.Protocol.Storage;
using Fleet.TestKit.Time;
using Fleet.Worker.Storage;
using Fleet.Worker.Tests.Messaging;

namespace Fleet.Worker.Tests.Storage;

public sealed class StoreWatchTests
{
    private readonly MessagingUnderTest _worker = new();

    [Fact]
    public async Task Watch_HasTheChangesThatCameBeforeItsAcknowledgement_AndAfter()
    {
        var begin = _worker.Ipc.Store.WatchPrefixAsync("a:");
        var wish = _worker.Serializer.Deserialize<StoreWatchBegin>(_worker.SentCommand().Payload)!;
        (wish.Key, wish.IsPrefix).ShouldBe(("a:", true));
        Tell(wish.Watch, "a:1", 1);
        _worker.ReceiveReply(_worker.SentCommand().Correlation, new StoreWriteOnWire(0, null, true, 0, 0));
        var watch = await begin.WithDeadline();
        await using var changes = watch.GetAsyncEnumerator();

        (await NextAsync(changes)).ShouldBe("Set a:1 v1 = 1");
        var next = NextAsync(changes);
        next.IsCompleted.ShouldBeFalse();
        _worker.ReceiveEvent(StoreCommandNames.Change, new StoreChangeOnWire(wish.Watch, (int)StoreChangeKind.Deleted, "a:1", 2, null), from: "");
        (await next.WithDeadline()).ShouldBe("Deleted a:1 v2 = -1");
    }

    [Fact]
    public async Task Change_OfAnotherWorker_OrForNoWatch_IsIgnored()
    {
        var watch = await WatchAsync();
        _worker.ReceiveEvent(StoreCommandNames.Change, Set(watch.Number, "a", 1), from: "cluster-1#4");
        Tell(watch.Number + 1, "a", 2);
        Tell(watch.Number, "a", 3);

        (await NextAsync(watch.GetAsyncEnumerator())).ShouldBe("Set a v3 = 3");
    }

    [Fact]
    public async Task Watch_ThatIsNotRead_HasOneNoticeForWhatIsLost_ThenAllThatCameSince()
    {
        var watch = await WatchAsync();
        for (var i = 1; i <= StoreWatch.MostChanges + 2; i++) Tell(watch.Number, "a", i);

        await using var changes = watch.GetAsyncEnumerator();
        (await NextAsync(changes)).ShouldBe("Missed key v0 = -1");
        (await NextAsync(changes)).ShouldBe($"Set a v{StoreWatch.MostChanges + 1} = {StoreWatch.MostChanges + 1}");
        (await NextAsync(changes)).ShouldBe($"Set a v{StoreWatch.MostChanges + 2} = {StoreWatch.MostChanges + 2}");
        _worker.InHand.Count.ShouldBe(0);
    }

    [Fact]
    public async Task Watch_WithTooManyBytes_HasANotice_ButTakesOneChangeOfAnyLength()
    {
        var watch = await WatchAsync();
        var long1 = new StoreChangeOnWire(watch.Number, (int)StoreChangeKind.Set, "a", 1, new StoreEntryOnWire("a", 1, new byte[StoreWatch.MostBytes], 0, null));
        _worker.ReceiveEvent(StoreCommandNames.Change, long1, from: "");
        await using var changes = watch.GetAsyncEnumerator();
        (await changes.MoveNextAsync().AsTask().WithDeadline()).ShouldBeTrue();
        changes.Current.Kind.ShouldBe(StoreChangeKind.Set);

        _worker.ReceiveEvent(StoreCommandNames.Change, long1, from: "");
        Tell(watch.Number, "b", 2);
        (await NextAsync(changes)).ShouldBe("Missed key v0 = -1");
        (await NextAsync(changes)).ShouldBe("Set b v2 = 2");
    }

    [Fact]
    public async Task Notice_OfTheAdmiral_TakesThePlaceOfWhatWaits()
    {
        var watch = await WatchAsync();
        Tell(watch.Number, "a", 1);
        _worker.ReceiveEvent(StoreCommandNames.Change, new StoreChangeOnWire(watch.Number, (int)StoreChangeKind.Missed, "", 0, null), from: "");
        Tell(watch.Number, "a", 9);

        await using var changes = watch.GetAsyncEnumerator();
        (await NextAsync(changes)).ShouldBe("Missed key v0 = -1");
        (await NextAsync(changes)).ShouldBe("Set a v9 = 9");
    }

    [Fact]
    public async Task Dispose_EndsTheEnumeration_AndTellsTheAdmiralOnce()
    {
        var watch = await WatchAsync();
        var next = watch.GetAsyncEnumerator().MoveNextAsync().AsTask();

        var disposal = watch.DisposeAsync().AsTask();

        (await next.WithDeadline()).ShouldBeFalse();
        var (correlation, _, name, _, payload) = _worker.SentCommand(1);
        name.ShouldBe(StoreCommandNames.Unwatch);
        _worker.Serializer.Deserialize<long>(payload).ShouldBe(watch.Number);
        _worker.ReceiveReply(correlation, true);
        await disposal.WithDeadline();
        await watch.DisposeAsync();
        _worker.Link.Frames.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Dispose_WithoutALink_EndsAllTheSame()
    {
        var watch = await WatchAsync();
        _worker.Link.Answer = _ => Fleet.Protocol.Connections.SendStatus.Closed;

        await watch.DisposeAsync().AsTask().WithDeadline();
    }

    [Fact]
    public async Task Worker_ThatStops_EndsItsWatches_AndThoseThatBeginLater()
    {
        var watch = await WatchAsync();
        var next = watch.GetAsyncEnumerator().MoveNextAsync().AsTask();

        await _worker.Stopping.CancelAsync();

        (await next.WithDeadline()).ShouldBeFalse();
        (await (await WatchAsync(1)).GetAsyncEnumerator().MoveNextAsync().AsTask().WithDeadline()).ShouldBeFalse();
    }

    [Fact]
    public async Task Enumeration_Cancelled_CanBeFollowedByAnother()
    {
        var watch = await WatchAsync();
        using var patience = new CancellationTokenSource();
        var next = watch.GetAsyncEnumerator(patience.Token).MoveNextAsync().AsTask();
        await patience.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(next.WithDeadline());

        Tell(watch.Number, "a", 1);
        (await NextAsync(watch.GetAsyncEnumerator())).ShouldBe("Set a v1 = 1");
    }

    [Fact]
    public async Task Watch_Refused_OrTimedOut_LeavesNothing()
    {
        var refused = _worker.Ipc.Store.WatchAsync("key");
        _worker.ReceiveReply(_worker.SentCommand().Correlation, new StoreWriteOnWire((int)StoreError.TooManyWatches, "enough", false, 0, 0));
        (await Should.ThrowAsync<StoreException>(refused.WithDeadline())).Error.ShouldBe(StoreError.TooManyWatches);

        var late = _worker.Ipc.Store.WatchAsync("key");
        _worker.Time.Advance(TimeSpan.FromSeconds(11));
        _worker.Calls.Sweep();
        await Should.ThrowAsync<CommandException>(late.WithDeadline());
        // The Admiral may have it: it is told to forget it.
        _worker.SentCommand(3).Name.ShouldBe(StoreCommandNames.Unwatch);
    }

    private static StoreChangeOnWire Set(long watch, string key, long number) =>
        new(watch, (int)StoreChangeKind.Set, key, number, new StoreEntryOnWire(key, number, null, number, null));

    private static async Task<string> NextAsync(IAsyncEnumerator<StoreChange> changes)
    {
        (await changes.MoveNextAsync().AsTask().WithDeadline()).ShouldBeTrue();
        var change = changes.Current;
        return $"{change.Kind} {change.Key} v{change.Version} = {change.Get(-1L)}";
    }

    private async Task<StoreWatch> WatchAsync(int index = 0)
    {
        var begin = _worker.Ipc.Store.WatchAsync("key");
        _worker.ReceiveReply(_worker.SentCommand(index).Correlation, new StoreWriteOnWire(0, null, true, 0, 0));
        return (StoreWatch)await begin.WithDeadline();
    }

    private void Tell(long watch, string key, long number) => _worker.ReceiveEvent(StoreCommandNames.Change, Set(watch, key, number), from: "");
}
