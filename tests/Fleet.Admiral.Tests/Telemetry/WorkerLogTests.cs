using Fleet.Admiral.Options;
using Fleet.Admiral.Telemetry;
using Fleet.Protocol.Messages;
using Microsoft.Extensions.Logging;

namespace Fleet.Admiral.Tests.Telemetry;

public sealed class WorkerLogTests : IDisposable
{
    private static readonly WorkerName s_worker = WorkerName.Parse("cluster-3#7");

    private readonly RecordedLogs _logs = new();
    private readonly WorkerLog _output;

    public WorkerLogTests() => _output = new WorkerLog(_logs, new LogOptions { Level = LogLevel.Trace });

    public void Dispose() => _logs.Dispose();

    [Fact]
    public void Line_Printed_HasTheWorkersNameAndItsStream()
    {
        _output.Printed(s_worker, "hello \u001b[2J", isError: false);
        _output.Printed(s_worker, "oh no", isError: true);

        _logs.Workers.Records.Select(r => (r.Level, r.Text)).ShouldBe([(LogLevel.Information, "cluster-3#7 | hello \\x1b[2J"), (LogLevel.Warning, "cluster-3#7 ! oh no")]);
    }

    [Theory]
    [InlineData((int)LogLevel.Trace, LogLevel.Trace)]
    [InlineData((int)LogLevel.Critical, LogLevel.Critical)]
    [InlineData((int)LogLevel.None, LogLevel.Information)]
    [InlineData(-1, LogLevel.Information)]
    [InlineData(int.MaxValue, LogLevel.Information)]
    public void Record_KeepsItsLevel_WhereThatIsOne(int level, LogLevel written)
    {
        _output.Logged(s_worker, new LogLine(level, 0, "Bot", "hello", null));

        _logs.Workers.Records.ShouldHaveSingleItem().Level.ShouldBe(written);
    }

    [Theory]
    [InlineData("My.Bots.PingBot", "PingBot")]
    [InlineData("PingBot", "PingBot")]
    [InlineData("Ends.", "")]
    [InlineData("My.\nBot", "\\x0aBot")]
    public void Record_NamesTheLastPartOfItsCategory(string category, string shown)
    {
        _output.Logged(s_worker, new LogLine(2, 0, category, "hello", null));

        _logs.Workers.Texts.ShouldBe([$"cluster-3#7 {shown}: hello"]);
    }

    [Fact]
    public void Record_OfAnExcludedCategory_IsNotWritten_UnlessItWarns()
    {
        var output = new WorkerLog(_logs, new LogOptions { Exclude = ["My.Bots"] });

        output.Logged(s_worker, new LogLine((int)LogLevel.Information, 3, "My.Bots.PingBot", "hello", null));
        output.Logged(s_worker, new LogLine((int)LogLevel.Warning, 0, "My.Bots.PingBot", "woe", null));

        _logs.Workers.Texts.ShouldBe(["cluster-3#7 logged too much: 3 records before the next one were dropped.", "cluster-3#7 PingBot: woe"]);
    }

    [Fact]
    public void Record_WithLostOnesBeforeIt_SaysSoFirst()
    {
        _output.Logged(s_worker, new LogLine(2, 12, "Bot", "hello", null));

        _logs.Workers.Texts.ShouldBe(["cluster-3#7 logged too much: 12 records before the next one were dropped.", "cluster-3#7 Bot: hello"]);
    }

    [Fact]
    public void Record_WithAnException_IsFollowedByItLineByLine()
    {
        _output.Logged(s_worker, new LogLine(4, 0, "Bot", "a\nb", "System.Exception: no\r\n   at Bot.Run()\u0007"));

        _logs.Workers.Texts.ShouldBe(["cluster-3#7 Bot: a\\x0ab", "cluster-3#7 Bot:   System.Exception: no", "cluster-3#7 Bot:      at Bot.Run()\\x07"]);
        _logs.Workers.Records.ShouldAllBe(r => r.Level == LogLevel.Error);
    }
}
