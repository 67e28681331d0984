using System.Buffers;
using Fleet.Admiral.Stats;
using Fleet.Admiral.Tests.Links;
using Fleet.Admiral.Tests.Routing;
using Fleet.Protocol.Payloads;
using Fleet.TestKit.Logging;
using Fleet.TestKit.Time;

namespace Fleet.Admiral.Tests.Stats;

public sealed class StatsBookTests : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private static readonly WorkerName Stats1 = WorkerName.Parse("stats#1");
    private static readonly WorkerName Cluster3 = WorkerName.Parse("cluster-0#3");

    private readonly RoutingUnderTest _fleet = new();
    private readonly ContractlessPayloadSerializer _serializer = new();
    private readonly RecordedLog<StatsBook> _log = new();
    private readonly StatsBook _book;

    public StatsBookTests() => _book = new StatsBook(_fleet.Routes, _serializer, Patience, _fleet.Time, _log);

    public ValueTask DisposeAsync() => _fleet.DisposeAsync();

    [Fact]
    public async Task Collection_AsksEveryActiveWorker_AndEndsWithTheLastAnswer()
    {
        var (stats, bot) = await TwoAsync();
        var collecting = _book.CollectAsync(CancellationToken.None);
        (await stats.ReceivedAsync(1)).ShouldBe(["stats 1"]);
        (await bot.ReceivedAsync(1)).ShouldBe(["stats 1"]);

        Answer(Stats1, 1, new WorkerStats { MemoryBytes = 3 });
        collecting.IsCompleted.ShouldBeFalse();
        Answer(Cluster3, 1, new WorkerStats { MemoryBytes = 4 });

        var result = await collecting.WithDeadline();
        result.Services.ShouldHaveSingleItem().MemoryBytes.ShouldBe(3);
        result.Clusters.ShouldHaveSingleItem().MemoryBytes.ShouldBe(4);
        result.Missing.ShouldBeEmpty();
        result.ShardCount.ShouldBe(2);
        result.AdmiralMemoryBytes.ShouldBeGreaterThan(0);
        result.CollectedAt.ShouldBe(_fleet.Time.GetUtcNow());
        _book.Last.ShouldBeSameAs(result);
    }

    [Fact]
    public async Task Collection_OfNobody_EndsAtOnce()
    {
        var result = await _book.CollectAsync(CancellationToken.None).WithDeadline();

        result.Clusters.ShouldBeEmpty();
        result.Missing.ShouldBeEmpty();
    }

    [Fact]
    public async Task Worker_ThatDoesNotAnswerInTime_IsNamed_NotWaitedFor()
    {
        await TwoAsync();
        var collecting = _book.CollectAsync(CancellationToken.None);
        Answer(Stats1, 1, new WorkerStats());

        await TimeUpAsync();

        var result = await collecting.WithDeadline();
        result.Missing.ShouldBe(["cluster-0"]);
        result.Services.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Answer_ThatComesTooLate_IsNotTakenForTheNextCollections()
    {
        await TwoAsync();
        var first = _book.CollectAsync(CancellationToken.None);
        await TimeUpAsync();
        await first.WithDeadline();
        var second = _book.CollectAsync(CancellationToken.None);

        Answer(Stats1, 1, new WorkerStats { Dropped = 1 });
        Answer(Stats1, 2, new WorkerStats { Dropped = 2 });
        Answer(Cluster3, 2, new WorkerStats { Dropped = 2 });

        (await second.WithDeadline()).Services.ShouldHaveSingleItem().Dropped.ShouldBe(2);
    }

    [Fact]
    public async Task Answer_AfterTheCollection_ChangesNothing()
    {
        await TwoAsync();
        var collecting = _book.CollectAsync(CancellationToken.None);
        await TimeUpAsync();
        var result = await collecting.WithDeadline();

        Answer(Stats1, 1, new WorkerStats());

        _book.Last.ShouldBeSameAs(result);
        result.Services.ShouldBeEmpty();
    }

    [Fact]
    public async Task Collections_AskedForMeanwhile_ShareTheOneUnderWay()
    {
        var (stats, bot) = await TwoAsync();

        var first = _book.CollectAsync(CancellationToken.None);
        var second = _book.CollectAsync(CancellationToken.None);
        Answer(Stats1, 1, new WorkerStats());
        Answer(Cluster3, 1, new WorkerStats());

        (await second.WithDeadline()).ShouldBeSameAs(await first.WithDeadline());
        _ = _book.CollectAsync(CancellationToken.None);
        (await stats.ReceivedAsync(2)).ShouldBe(["stats 1", "stats 2"]);
        (await bot.ReceivedAsync(2)).ShouldBe(["stats 1", "stats 2"]);
    }

    [Fact]
    public async Task Asker_WhoGivesUp_EndsNoCollection()
    {
        await TwoAsync();
        using var impatient = new CancellationTokenSource();
        var first = _book.CollectAsync(impatient.Token);
        var second = _book.CollectAsync(CancellationToken.None);

        await impatient.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(first.WithDeadline());
        Answer(Stats1, 1, new WorkerStats());
        Answer(Cluster3, 1, new WorkerStats());

        (await second.WithDeadline()).Missing.ShouldBeEmpty();
    }

    [Fact]
    public async Task Names_AreTheLinks_WhateverTheWorkerWrites()
    {
        await TwoAsync();
        var collecting = _book.CollectAsync(CancellationToken.None);

        Answer(Stats1, 1, new WorkerStats { Slot = "no slot at all", Worker = "cluster-0#3" });
        Answer(Cluster3, 1, new WorkerStats());

        var own = (await collecting.WithDeadline()).Services.ShouldHaveSingleItem();
        own.Slot.ShouldBe("stats");
        own.Worker.ShouldBe("stats#1");
    }

    [Theory]
    [InlineData("c0", "they are nil")]
    [InlineData("c1", "")]
    [InlineData("", "")]
    [InlineData("a3616263", "")]
    public async Task Answer_ThatCannotBeRead_IsLogged_AndTheWorkerIsMissing(string hex, string why)
    {
        await TwoAsync();
        var collecting = _book.CollectAsync(CancellationToken.None);

        _book.OnAnswer(Stats1, 1, Convert.FromHexString(hex));
        Answer(Cluster3, 1, new WorkerStats());
        await TimeUpAsync();

        (await collecting.WithDeadline()).Missing.ShouldBe(["stats"]);
        _log.Texts.ShouldHaveSingleItem().ShouldStartWith($"The stats of stats#1 could not be read: {why}");
    }

    [Fact]
    public async Task Answer_WithNilsWhereListsBelong_CountsAsEmptyLists()
    {
        await TwoAsync();
        var collecting = _book.CollectAsync(CancellationToken.None);

        // {"Shards": nil, "Values": nil}
        _book.OnAnswer(Stats1, 1, [0x82, 0xa6, .. "Shards"u8, 0xc0, 0xa6, .. "Values"u8, 0xc0]);
        Answer(Cluster3, 1, new WorkerStats());

        var own = (await collecting.WithDeadline()).Services.ShouldHaveSingleItem();
        own.Shards.ShouldBeEmpty();
        own.Values.ShouldBeEmpty();
    }

    [Fact]
    public async Task Worker_WhoseLinkIsLost_IsMissing()
    {
        var (stats, _) = await TwoAsync();
        await stats.LoseAsync();

        var collecting = _book.CollectAsync(CancellationToken.None);
        Answer(Cluster3, 1, new WorkerStats());
        await TimeUpAsync();

        (await collecting.WithDeadline()).Missing.ShouldBe(["stats"]);
    }

    [Fact]
    public async Task Book_CollectsOnItsInterval_UntilItIsToldToStop()
    {
        using var stop = new CancellationTokenSource();
        var running = _book.RunAsync(TimeSpan.FromMinutes(1), stop.Token);
        await _fleet.Time.TimerArmedAsync().WithDeadline();
        var before = _book.Last;

        _fleet.Time.Advance(TimeSpan.FromMinutes(1));
        await Until.TrueAsync(() => _book.Last != before);
        _book.Last.CollectedAt.ShouldBe(_fleet.Time.GetUtcNow());
        await stop.CancelAsync();

        await running.WithDeadline();
    }

    [Fact]
    public async Task Book_ToldToStop_WhileItCollects_Stops()
    {
        var (stats, _) = await TwoAsync();
        using var stop = new CancellationTokenSource();
        var armed = _fleet.Time.ArmedTimers;
        var running = _book.RunAsync(TimeSpan.FromMinutes(1), stop.Token);
        await _fleet.Time.TimerArmedAsync(armed + 1).WithDeadline();
        _fleet.Time.Advance(TimeSpan.FromMinutes(1));
        await stats.ReceivedAsync(1);

        await stop.CancelAsync();

        await running.WithDeadline();
    }

    private async Task<(LinkedWorker Stats, LinkedWorker Bot)> TwoAsync() => (await _fleet.ActivateAsync("stats#1"), await _fleet.ActivateAsync("cluster-0#3"));

    private void Answer(WorkerName worker, long number, WorkerStats stats)
    {
        var payload = new ArrayBufferWriter<byte>();
        _serializer.Serialize(stats, payload);
        _book.OnAnswer(worker, number, payload.WrittenSpan);
    }

    private async Task TimeUpAsync()
    {
        await _fleet.Time.TimerArmedAsync().WithDeadline();
        _fleet.Time.Advance(Patience);
    }
}
