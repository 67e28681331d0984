using System.Text;
using Fleet.Admiral.Processes;
using Fleet.TestKit.Time;

namespace Fleet.Admiral.Tests.Processes;

public class OutputPumpTests
{
    private const int Longest = OutputPump.LongestLine;

    [Theory]
    [InlineData("", new string[0])]
    [InlineData("one", new[] { "one" })]
    [InlineData("one\n", new[] { "one" })]
    [InlineData("one\ntwo", new[] { "one", "two" })]
    [InlineData("one\r\ntwo\r\n", new[] { "one", "two" })]
    [InlineData("\n\none\n\n", new[] { "", "", "one", "" })]
    [InlineData("a\rb\n\r\n", new[] { "a\rb", "" })]
    [InlineData("größe €\nü", new[] { "größe €", "ü" })]
    public async Task Text_IsPassedOnLineByLine_HoweverItIsCut(string text, string[] lines)
    {
        for (var size = 1; size <= 4; size++) (await LinesOfAsync(text, size)).ShouldBe(lines);
    }

    [Theory]
    [InlineData(Longest - 1)]
    [InlineData(Longest)]
    public async Task Line_OfTheLongestLength_IsOneLine_AndNoEmptyOneFollows(int length)
    {
        var line = new string('x', length);

        foreach (var end in (string[])["\n", "\r\n"])
            foreach (var size in (int[])[1000, Longest, Longest + 1, 3 * Longest])
                (await LinesOfAsync($"{line}{end}next\n", size)).ShouldBe([line, "next"]);

        (await LinesOfAsync(line, 1000)).ShouldBe([line]);
    }

    [Fact]
    public async Task Lines_OfTheLongestLength_FollowedByEmptyOnes_KeepThose() =>
        (await LinesOfAsync($"{new string('x', Longest)}\n\n\r\nnext", 1000)).ShouldBe([new string('x', Longest), "", "", "next"]);

    [Fact]
    public async Task LongerLine_IsPassedOnInPieces() =>
        (await LinesOfAsync(new string('x', (2 * Longest) + 5) + "\nnext\n", 1000)).Select(l => l.Length).ShouldBe([Longest, Longest, 5, 4]);

    [Fact]
    public async Task Character_AtTheCut_IsNotCutInTwo()
    {
        foreach (var character in (string[])["é", "€", "🐦"])
        {
            for (var before = Longest - 4; before <= Longest; before++)
            {
                var text = new string('x', before) + character + "end";
                string.Concat(await LinesOfAsync(text, 5000)).ShouldBe(text);
            }
        }
    }

    [Fact]
    public async Task CarriageReturn_AtTheCut_IsKept_WhereTheLineGoesOn()
    {
        for (var before = Longest - 3; before <= Longest; before++)
        {
            foreach (var returns in (string[])["\r", "\r\r", "\r\r\r"])
            {
                var text = new string('x', before) + returns + "end";
                string.Concat(await LinesOfAsync(text + "\n", 5000)).ShouldBe(text);
            }
        }
    }

    [Fact]
    public async Task CarriageReturn_AtTheCut_IsTheLinesEnd_WhereTheLineEnds()
    {
        var line = new string('x', Longest - 1);

        (await LinesOfAsync($"{line}\r\nnext\n", 5000)).ShouldBe([line, "next"]);
        (await LinesOfAsync($"{line}\r", 5000)).ShouldBe([line]);
    }

    [Fact]
    public async Task Bytes_ThatAreNoText_AreReplaced_AndStopNothing()
    {
        var lines = new List<string>();

        await OutputPump.RunAsync(new ChunkedStream([[.. Enumerable.Repeat((byte)0xff, Longest), 0x80, (byte)'\n', (byte)'a', (byte)'\n']]), lines.Add).WithDeadline();

        lines[^1].ShouldBe("a");
        lines[0].ShouldStartWith("��");
    }

    [Fact]
    public async Task Pipe_ThatBreaks_EndsTheOutput_AndKeepsWhatCame()
    {
        var lines = new List<string>();

        await OutputPump.RunAsync(new ChunkedStream(["one\ntw"u8.ToArray()], new IOException("broken")), lines.Add).WithDeadline();

        lines.ShouldBe(["one", "tw"]);
    }

    private static async Task<string[]> LinesOfAsync(string text, int chunk)
    {
        var lines = new List<string>();
        await OutputPump.RunAsync(new ChunkedStream(Encoding.UTF8.GetBytes(text).Chunk(chunk)), lines.Add).WithDeadline();
        return [.. lines];
    }
}
