using System.Text;
using Fleet.Twitch.Irc;

namespace Fleet.Twitch.Tests.Irc;

public sealed class IrcLineBufferTests
{
    [Fact]
    public void Stream_CutAnywhere_YieldsTheSameLines()
    {
        var random = new Random(3);
        var lines = Enumerable.Range(0, 400).Select(i => $"line {i} " + new string('é', random.Next(200))).ToArray();
        var bytes = Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => line + "\r\n")));

        for (var round = 0; round < 20; round++) Feed(bytes, () => random.Next(1, 5_000)).ShouldBe(lines);
    }

    [Fact]
    public void LineEnd_WithoutCarriageReturn_EndsALine() => Feed("a\nb\r\n\nc\rd\r\n"u8.ToArray(), () => 3).ShouldBe(["a", "b", "", "c\rd"]);

    [Fact]
    public void BadUtf8_IsReplaced() => Feed([0xff, (byte)'a', (byte)'\n'], () => 1).ShouldBe(["\ufffda"]);

    [Fact]
    public void Line_AsLongAsAllowed_IsRead()
    {
        var line = new string('x', IrcLineBuffer.LongestLine - 2);
        Feed(Encoding.UTF8.GetBytes("first\r\n" + line + "\n"), () => 4_000).ShouldBe(["first", line]);
    }

    [Fact]
    public void Line_LongerThanAllowed_Overflows()
    {
        var buffer = new IrcLineBuffer();
        while (!buffer.IsOverflowing)
        {
            var free = buffer.Free();
            free.Length.ShouldBeGreaterThan(0);
            free.Span.Fill((byte)'x');
            buffer.Advance(free.Length);
            buffer.TryTake(out _).ShouldBeFalse();
        }
        buffer.Free().Length.ShouldBe(0);
    }

    private static List<string> Feed(byte[] bytes, Func<int> size)
    {
        var buffer = new IrcLineBuffer();
        var lines = new List<string>();
        for (var at = 0; at < bytes.Length;)
        {
            var free = buffer.Free();
            var count = Math.Min(Math.Min(size(), bytes.Length - at), free.Length);
            count.ShouldBeGreaterThan(0);
            bytes.AsSpan(at, count).CopyTo(free.Span);
            buffer.Advance(count);
            at += count;
            while (buffer.TryTake(out var line)) lines.Add(line);
            buffer.IsOverflowing.ShouldBeFalse();
        }
        return lines;
    }
}
