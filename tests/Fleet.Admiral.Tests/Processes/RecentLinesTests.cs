using Fleet.Admiral.Processes;

namespace Fleet.Admiral.Tests.Processes;

public class RecentLinesTests
{
    [Fact]
    public void Lines_BeyondTheNumber_PushTheOldestOut()
    {
        var lines = new RecentLines(lines: 3, bytes: 1000);

        foreach (var line in (string[])["a", "b", "c", "d"]) lines.Add(line);

        lines.Snapshot().ShouldBe(["b", "c", "d"]);
    }

    [Fact]
    public void Lines_BeyondTheSize_PushTheOldestOut()
    {
        var lines = new RecentLines(lines: 100, bytes: 10);

        foreach (var line in (string[])["aaaa", "bbbb", "cc", "dddd"]) lines.Add(line);

        lines.Snapshot().ShouldBe(["bbbb", "cc", "dddd"]);
    }

    [Fact]
    public void Line_LargerThanTheSize_IsKeptAlone()
    {
        var lines = new RecentLines(lines: 100, bytes: 10);

        lines.Add("before");
        lines.Add(new string('x', 100));
        lines.Snapshot().ShouldBe([new string('x', 100)]);
        lines.Add("after");

        lines.Snapshot().ShouldBe(["after"]);
    }

    [Fact]
    public void Snapshot_StaysAsItWas()
    {
        var lines = new RecentLines(lines: 3, bytes: 1000);
        lines.Add("a");

        var before = lines.Snapshot();
        lines.Add("b");

        before.ShouldBe(["a"]);
    }
}
