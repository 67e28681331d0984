using Fleet.Protocol.Connections;
using Fleet.Protocol.MessagePack;
using Fleet.Protocol.Messages;
using Fleet.Protocol.Payloads;
using Fleet.TestKit.Logging;
using Fleet.TestKit.Time;
using Fleet.Worker.Telemetry;
using Fleet.Worker.Tests.Messaging;
using Fleet.Worker.Tests.Running;
using Microsoft.Extensions.Configuration;

namespace Fleet.Worker.Tests.Telemetry;

public class StatsSamplerTests
{
    private readonly FakeLink _link = new();
    private readonly ManualTime _time = new();
    private readonly RecordedLog _log = new();
    private readonly RecordedWorker _worker = new([]);
    private readonly ContractlessPayloadSerializer _serializer = new();
    private readonly StatsSampler _sampler;

    public StatsSamplerTests()
    {
        var messaging = new MessagingUnderTest();
        var context = new WorkerContext(
            new WorkerIdentity("f", "h", WorkerName.Parse("cluster-3#7"), 1), new WorkAssignment([6, 7], 8, []), messaging.Ipc, _log, new ConfigurationBuilder().Build());
        _sampler = new StatsSampler(_worker, context, _link, _serializer, _time, _log);
    }

    [Fact]
    public void Answer_CarriesTheNumberAndTheFigures()
    {
        _worker.OnReport = report => report.Set("messages", 12);
        _sampler.CountDropped(3);
        _sampler.CountDropped(4);
        _time.Advance(TimeSpan.FromSeconds(90));

        _sampler.Answer(42);

        var (collection, stats) = Answer();
        collection.ShouldBe(42);
        stats.Slot.ShouldBe("cluster-3");
        stats.Worker.ShouldBe("cluster-3#7");
        stats.Values["messages"].ShouldBe(12);
        stats.Dropped.ShouldBe(7);
        stats.UptimeSeconds.ShouldBe(90, 0.1);
        stats.Shards.ShouldBe([6, 7]);
        stats.MemoryBytes.ShouldBeGreaterThan(0);
        stats.HeapBytes.ShouldBeGreaterThan(0);
    }

    [Fact]
    public void Report_ThatThrows_CostsOnlyTheWorkersOwnFigures()
    {
        _worker.OnReport = report =>
        {
            report.Set("first", 1);
            throw new InvalidOperationException("no");
        };

        _sampler.Answer(1);

        Answer().Stats.Values.Keys.ShouldBe(["first"]);
        _log.Records.ShouldHaveSingleItem().Exception!.Message.ShouldBe("no");
    }

    [Fact]
    public void Answer_TooLargeForAFrame_IsSaid()
    {
        _link.Answer = _ => SendStatus.TooLarge;

        _sampler.Answer(1);

        _log.Texts.ShouldHaveSingleItem().ShouldContain("does not fit into one frame");
    }

    private (long Collection, WorkerStats Stats) Answer()
    {
        var reader = new MsgPackReader(_link.Frames.ShouldHaveSingleItem());
        var (_, fields) = MessageHeader.Read(ref reader);
        var answer = StatsAnswer.Read(ref reader, fields);
        return (answer.Collection, _serializer.Deserialize<WorkerStats>(answer.Stats)!);
    }
}
