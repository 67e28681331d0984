using System.Text;
using Fleet.Planning.Supervision;

namespace Fleet.Planning.Tests.Supervision;

public sealed class WorkerLifecycleTests
{
    private const string Begin = "<!-- lifecycle: begin (written by WorkerLifecycleTests with FLEET_WRITE_DOCS=1) -->";
    private const string End = "<!-- lifecycle: end -->";

    public static TheoryData<WorkerPhase> Living => [.. Enum.GetValues<WorkerPhase>().Where(phase => phase != WorkerPhase.Gone)];

    [Fact]
    public void Table_InTheDocs_IsTheTableOfTheCode()
    {
        var path = Path.Combine(Repository.Root, "docs", "supervision.md");
        var page = File.ReadAllText(path);
        var from = page.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        var to = page.IndexOf(End, StringComparison.Ordinal);
        var table = $"\n{Table()}";
        if (Environment.GetEnvironmentVariable("FLEET_WRITE_DOCS") == "1")
        {
            page = page[..from] + table + page[to..];
            File.WriteAllText(path, page);
            return;
        }
        page[from..to].ShouldBe(table, "docs/supervision.md is not up to date: run this test with FLEET_WRITE_DOCS=1.");
    }

    [Theory]
    [MemberData(nameof(Living))]
    public void Next_ProcessGone_IsGone(WorkerPhase phase) =>
        WorkerLifecycle.Next(phase, WorkerSignal.Exited).ShouldBe(WorkerPhase.Gone);

    [Theory]
    [MemberData(nameof(Living))]
    public void Next_Killed_IsKilling(WorkerPhase phase) =>
        WorkerLifecycle.Next(phase, WorkerSignal.KillSent).ShouldBe(WorkerPhase.Killing);

    [Fact]
    public void Next_Gone_StaysGone()
    {
        foreach (var signal in Enum.GetValues<WorkerSignal>())
            WorkerLifecycle.Next(WorkerPhase.Gone, signal).ShouldBe(WorkerPhase.Gone);
    }

    [Fact]
    public void Next_ToldToEnd_OnlyGetsNearerToTheEnd()
    {
        foreach (var signal in Enum.GetValues<WorkerSignal>())
        {
            WorkerLifecycle.Next(WorkerPhase.Stopping, signal).ShouldBeOneOf(WorkerPhase.Stopping, WorkerPhase.Killing, WorkerPhase.Gone);
            WorkerLifecycle.Next(WorkerPhase.Killing, signal).ShouldBeOneOf(WorkerPhase.Killing, WorkerPhase.Gone);
        }
    }

    [Fact]
    public void IsFault_AnyPair_LeavesThePhase()
    {
        foreach (var phase in Enum.GetValues<WorkerPhase>())
            foreach (var signal in Enum.GetValues<WorkerSignal>())
                if (WorkerLifecycle.IsFault(phase, signal)) WorkerLifecycle.Next(phase, signal).ShouldBe(phase);
    }

    private static string Table()
    {
        var phases = Enum.GetValues<WorkerPhase>();
        var table = new StringBuilder();
        table.Append("| | ").AppendJoin(" | ", phases).Append(" |\n");
        table.Append('|').Insert(table.Length, "---|", phases.Length + 1).Append('\n');
        foreach (var signal in Enum.GetValues<WorkerSignal>())
            table.Append($"| **{signal}** | ").AppendJoin(" | ", phases.Select(phase => Cell(phase, signal))).Append(" |\n");
        return table.ToString();
    }

    private static string Cell(WorkerPhase phase, WorkerSignal signal)
    {
        var next = WorkerLifecycle.Next(phase, signal);
        if (WorkerLifecycle.IsFault(phase, signal)) return "*fault*";
        return next == phase ? "·" : next.ToString();
    }
}
