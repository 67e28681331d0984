using System.Text;
using Fleet.Admiral.Notices;
using Fleet.Admiral.Options;
using Fleet.Admiral.Tests.Routing;
using Fleet.Protocol.MessagePack;
using Fleet.Protocol.Messages;
using Fleet.Protocol.Payloads;
using Fleet.TestKit.Time;

namespace Fleet.Admiral.Tests.Notices;

public sealed class NoticeBroadcastTests : IAsyncDisposable
{
    private readonly RoutingUnderTest _fleet = new();
    private readonly ContractlessPayloadSerializer _serializer = new();

    public ValueTask DisposeAsync() => _fleet.DisposeAsync();

    [Theory]
    [InlineData(NoticeScope.All, "WorkerLost HandoverPending StatsCollected", "WorkerLost HandoverPending StatsCollected")]
    [InlineData(NoticeScope.Changes, "WorkerLost HandoverPending", "WorkerLost HandoverPending")]
    [InlineData(NoticeScope.Off, "", "HandoverPending")]
    public async Task Notices_ReachWhoTheScopeSays_AndAWarningTheOldWorkerInAnyCase(NoticeScope scope, string all, string concerned)
    {
        var stats = await _fleet.ActivateAsync("stats#1");
        var bot = await _fleet.ActivateAsync("cluster-0#3");
        var broadcast = new NoticeBroadcast(scope, _fleet.Router, _fleet.Routes, _serializer);

        broadcast.Tell(new WorkerLost { Slot = "cluster-1", Worker = "cluster-1#1" });
        broadcast.Tell(new HandoverPending { Slot = "cluster-0", Old = "cluster-0#3" });
        broadcast.Tell(new StatsCollected());
        _fleet.Router.Announce(_fleet.Routes.Everyone, "end", "\u00c0"u8);

        (await NamesAsync(stats)).ShouldBe(all);
        (await NamesAsync(bot)).ShouldBe(concerned);
        // cluster-1 has nobody: nothing of it was lost but the last, which is no notice.
        _fleet.Figures.EventsToNobody.ShouldBe(1);
    }

    [Fact]
    public async Task Notice_TravelsWhole()
    {
        var stats = await _fleet.ActivateAsync("stats#1");
        var lost = new WorkerLost { At = DateTimeOffset.UnixEpoch, Slot = "cluster-1", Worker = "cluster-1#1", Reason = "exit code 1", LastLines = ["a", "b"], WasActive = true };

        new NoticeBroadcast(NoticeScope.All, _fleet.Router, _fleet.Routes, _serializer).Tell(lost);

        var read = Read<WorkerLost>((await stats.Received.FramesAsync(1))[0]);
        read.LastLines.ShouldBe(["a", "b"]);
        (read with { LastLines = lost.LastLines }).ShouldBe(lost);
    }

    [Fact]
    public async Task Event_OfAWorkerUnderANameOfFleets_IsDroppedAndCounted()
    {
        var stats = await _fleet.ActivateAsync("stats#1");
        var bot = await _fleet.ActivateAsync("cluster-0#3");

        bot.SendEvent(Target.Everyone, "fleet.notice.WorkerLost", "forged");
        bot.SendEvent(Target.Admiral, "fleet.notice.WorkerLost", "forged");
        bot.SendEvent(Target.Service("stats"), "after", "");

        (await stats.ReceivedAsync(1)).ShouldBe(["event after from cluster-0#3: "]);
        _fleet.Counters.ForgedEvents.ShouldBe(2);
        _fleet.Log.Texts.ShouldHaveSingleItem().ShouldContain("cluster-0#3");
    }

    private static async Task<string> NamesAsync(Links.LinkedWorker worker)
    {
        await Until.TrueAsync(() => worker.Received.Frames.Any(frame => Name(frame) == "end"));
        return string.Join(' ', worker.Received.Frames.Select(Name).TakeWhile(name => name != "end").Select(name => name["fleet.notice.".Length..]));
    }

    private static string Name(byte[] frame)
    {
        var reader = new MsgPackReader(frame);
        var (_, fields) = MessageHeader.Read(ref reader);
        return Encoding.UTF8.GetString(EventDelivery.Read(ref reader, fields).Name);
    }

    private T Read<T>(byte[] frame)
    {
        var reader = new MsgPackReader(frame);
        var (_, fields) = MessageHeader.Read(ref reader);
        return _serializer.Deserialize<T>(EventDelivery.Read(ref reader, fields).Payload)!;
    }
}
