using Fleet.Admiral.Telemetry;
using Fleet.TestKit.Time;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Fleet.Admiral.Tests.Telemetry;

public sealed class LineFormatterTests
{
    private readonly ManualTime _time = new(new DateTimeOffset(2026, 3, 4, 5, 6, 7, 89, TimeSpan.Zero));

    [Theory]
    [InlineData(LogLevel.Trace, "TRC")]
    [InlineData(LogLevel.Debug, "DBG")]
    [InlineData(LogLevel.Information, "INF")]
    [InlineData(LogLevel.Warning, "WRN")]
    [InlineData(LogLevel.Error, "ERR")]
    [InlineData(LogLevel.Critical, "CRT")]
    public void Record_IsOneLineWithTimeAndLevel(LogLevel level, string word) => Written("hello", level: level).ShouldBe($"05:06:07.089 {word} hello\n");

    [Fact]
    public void Message_OfSeveralLines_IsIndentedFromItsSecondOn() =>
        Written("first\nsecond\r\n  third\n\n").ShouldBe("05:06:07.089 INF first\n    second\n      third\n");

    [Fact]
    public void Message_ThatIsEmpty_IsStillOneLine() => Written("").ShouldBe("05:06:07.089 INF \n");

    [Fact]
    public void Exception_FollowsIndented()
    {
        var lines = Written("it failed", new InvalidOperationException("first\nsecond")).Split('\n');

        lines[0].ShouldBe("05:06:07.089 INF it failed");
        lines[1].ShouldBe("    System.InvalidOperationException: first");
        lines[2].ShouldBe("    second");
    }

    [Fact]
    public void Text_OfOthers_CannotForgeARecord() =>
        Written("wren says \u001b[1A05:06:07\u202e").ShouldBe("05:06:07.089 INF wren says \\x1b[1A05:06:07\\u202e\n");

    private string Written(string message, Exception? exception = null, LogLevel level = LogLevel.Information)
    {
        using var writer = new StringWriter { NewLine = "\n" };
        new LineFormatter(_time).Write(new LogEntry<string>(level, "Fleet", 1, message, exception, (text, _) => text), null, writer);
        return writer.ToString();
    }
}
