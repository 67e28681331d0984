using Fleet.Protocol.Connections;
using Fleet.Protocol.MessagePack;
using Fleet.Protocol.Messages;
using Fleet.TestKit.Time;
using Fleet.Worker.Telemetry;
using Microsoft.Extensions.Logging;

namespace Fleet.Worker.Tests.Telemetry;

public sealed class LinkLoggerProviderTests : IDisposable
{
    private readonly ManualTime _time = new();
    private readonly FakeLink _link = new();
    private readonly LinkLoggerProvider _provider;
    private readonly ILogger _log;

    public LinkLoggerProviderTests()
    {
        _provider = new LinkLoggerProvider(_time);
        _provider.Attach(_link);
        _log = _provider.CreateLogger("My.Bot");
    }

    public void Dispose() => _provider.Dispose();

    [Fact]
    public void Record_GoesToTheAdmiral_WithItsException()
    {
        Write("hello", new InvalidOperationException("no"));

        var line = Line(0);
        line.Level.ShouldBe((int)LogLevel.Information);
        line.Category.ShouldBe("My.Bot");
        line.Message.ShouldBe("hello");
        line.Exception.ShouldBe("System.InvalidOperationException: no");
        line.DroppedBefore.ShouldBe(0);
        _link.Flushes.ShouldBe(1);
        _link.Lanes.ShouldBe([SendLane.Data]);
    }

    [Fact]
    public void Record_BelowTheLevelOrBeforeTheLink_GoesNowhere()
    {
        _log.IsEnabled(LogLevel.Debug).ShouldBeFalse();
        _log.IsEnabled(LogLevel.None).ShouldBeFalse();
        _log.Log(LogLevel.Debug, 1, "quiet", null, (s, _) => s);
        using var early = new LinkLoggerProvider(_time);
        early.CreateLogger("early").Log(LogLevel.Error, 1, "early", null, (s, _) => s);

        _link.Frames.ShouldBeEmpty();
        _provider.LeastLevel = LogLevel.Debug;
        _log.Log(LogLevel.Debug, 1, "quiet", null, (s, _) => s);
        _link.Frames.Count.ShouldBe(1);
    }

    [Fact]
    public void Flood_IsCutAtAMebibyteASecond_AndTheNextRecordTellsHowMuch()
    {
        var text = new string('x', 10_000);
        for (var i = 0; i < 200; i++) Write(text);
        var sent = _link.Frames.Count;
        sent.ShouldBeInRange(100, 104);

        _time.Advance(TimeSpan.FromSeconds(1));
        Write("after");

        Line(sent).Message.ShouldBe("after");
        Line(sent).DroppedBefore.ShouldBe(200 - sent);
        Write("and another");
        Line(sent + 1).DroppedBefore.ShouldBe(0);
    }

    [Fact]
    public void Link_ThatIsFull_CostsTheRecord_AndIsCounted()
    {
        _link.Answer = _ => SendStatus.Full;
        Write("1");
        Write("2");
        _link.Answer = _ => SendStatus.Queued;

        Write("3");

        Line(0).Message.ShouldBe("3");
        Line(0).DroppedBefore.ShouldBe(2);
    }

    [Fact]
    public void Record_LongerThanALine_IsCutNotDropped()
    {
        Write(new string('x', 3_000_000));

        Line(0).Message.Length.ShouldBe(LogLine.LongestText);
    }

    [Fact]
    public async Task Records_OfManyThreads_AreAllSentOrCounted()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() =>
        {
            for (var i = 0; i < 5000; i++) Write("0123456789");
        }))).WithDeadline();
        var sent = _link.Frames.Count;
        _time.Advance(TimeSpan.FromSeconds(1));

        Write("last");

        (sent + Line(sent).DroppedBefore).ShouldBe(40_000);
    }

    private void Write(string text, Exception? exception = null) => _log.Log(LogLevel.Information, 1, text, exception, (s, _) => s);

    private LogLine Line(int index)
    {
        var reader = new MsgPackReader(_link.Frames[index]);
        var (_, fields) = MessageHeader.Read(ref reader);
        return LogLine.Read(ref reader, fields);
    }
}
