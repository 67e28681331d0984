using System.Collections.Immutable;
using Fleet.Admiral.Loop;
using Fleet.Planning.Layouts;
using Fleet.Planning.Snapshots;
using Fleet.Planning.Supervision;

namespace Fleet.Admiral.Tests.Loop;

public sealed class FleetViewTests
{
    private static readonly DateTimeOffset s_now = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly SlotRecord s_slot = new() { Slot = SlotName.Cluster(3), Started = true };

    [Fact]
    public void Row_OfAServingWorker_HasAllThatIsKnown()
    {
        var worker = Worker(7, WorkerPhase.Active) with { Pid = Environment.ProcessId, Generation = 4, LaunchedAt = s_now - TimeSpan.FromSeconds(90) };

        var row = Row(s_slot with { Workers = [worker], Route = worker.Name, Restarts = 2, Generation = 5, Pinned = true, Note = "a note" });

        row.MemoryBytes.ShouldBeGreaterThan(0);
        (row with { MemoryBytes = 0 }).ShouldBe(new WorkerSummary("cluster-3", "cluster-3#7", "cluster", "active", Environment.ProcessId, 2, 4, 90, 0, true, "a note"));
    }

    [Fact]
    public void Row_OfAService_SaysSo() => Row(new SlotRecord { Slot = SlotName.Service("stats") }).Kind.ShouldBe("service");

    [Theory]
    [InlineData(WorkerPhase.Launching, "launching")]
    [InlineData(WorkerPhase.Joining, "joining")]
    [InlineData(WorkerPhase.Starting, "starting")]
    [InlineData(WorkerPhase.Ready, "ready")]
    [InlineData(WorkerPhase.Activating, "activating")]
    [InlineData(WorkerPhase.Active, "active")]
    [InlineData(WorkerPhase.Draining, "draining")]
    [InlineData(WorkerPhase.Stopping, "stopping")]
    [InlineData(WorkerPhase.Killing, "killing")]
    public void Row_OfAWorkerWithoutRoute_SaysWhereItIs(WorkerPhase phase, string word)
    {
        var row = Row(s_slot with { Workers = [Worker(1, phase)] });

        (row.Worker, row.Phase).ShouldBe(("cluster-3#1", word));
    }

    [Fact]
    public void Row_DuringAReplacement_ShowsWhoServesAndNamesTheOther()
    {
        var (old, young) = (Worker(1, WorkerPhase.Active), Worker(2, WorkerPhase.Starting));

        var before = Row(s_slot with { Workers = [old, young], Route = old.Name, Note = "hidden" });
        (before.Worker, before.Note).ShouldBe(("cluster-3#1", "cluster-3#2 starting"));

        var after = Row(s_slot with { Workers = [old with { Phase = WorkerPhase.Ready }, young with { Phase = WorkerPhase.Active }], Route = young.Name });
        (after.Worker, after.Note).ShouldBe(("cluster-3#2", "cluster-3#1 ready"));
    }

    [Fact]
    public void Row_OfAnEmptySlot_SaysWhy()
    {
        var row = Row(s_slot with { Generation = 2 });

        (row.Worker, row.Phase, row.Pid, row.UptimeSeconds, row.MemoryBytes, row.Generation).ShouldBe(("", "waiting", 0, 0, 0, 2));
        Row(s_slot with { Wanted = false, Quarantined = true, Note = "stopped by order" }).ShouldBe(row with { Phase = "stopped", Note = "stopped by order", Generation = 1 });
        Row(s_slot with { RetryAt = s_now, Quarantined = true }).Phase.ShouldBe("quarantined");
        Row(s_slot with { RetryAt = s_now }).Phase.ShouldBe("backoff");
    }

    [Fact]
    public void Note_OfASlotThatWaits_NamesTheTimeAndTheReason()
    {
        var slot = s_slot with { RetryAt = s_now + TimeSpan.FromSeconds(12.4), LastFailure = "cluster-3#1: exit code 3", Note = "hidden" };

        Row(slot).Note.ShouldBe("next try in 12 s: cluster-3#1: exit code 3");
        FleetView.Workers(Of(slot), s_now + TimeSpan.FromMinutes(1)).Single().Note.ShouldBe("next try in 0 s: cluster-3#1: exit code 3");
    }

    [Fact]
    public void Uptime_OfAWorkerLaunchedJustNow_IsNeverNegative() =>
        Row(s_slot with { Workers = [Worker(1, WorkerPhase.Launching) with { LaunchedAt = s_now + TimeSpan.FromMilliseconds(1) }] }).UptimeSeconds.ShouldBe(0);

    [Fact]
    public void Rows_AreServicesByNameThenClustersByNumber() =>
        FleetView.Workers(Of([.. new[] { "cluster-10", "stats", "cluster-2", "api" }.Select(name => new SlotRecord { Slot = SlotName.Parse(name) })]), s_now)
            .Select(row => row.Slot).ShouldBe(["api", "stats", "cluster-2", "cluster-10"]);

    [Fact]
    public void Mode_IsOneWord()
    {
        FleetView.Mode(Of(s_slot with { Started = false })).ShouldBe("starting");
        FleetView.Mode(Of(s_slot with { Started = false, Wanted = false })).ShouldBe("running");
        FleetView.Mode(Of(s_slot)).ShouldBe("running");
        FleetView.Mode(Of(s_slot) with { Mode = FleetMode.Stopping }).ShouldBe("stopping");
        FleetView.Mode(Of(s_slot) with { Mode = FleetMode.Forced }).ShouldBe("stopping");
        FleetView.Mode(Of(s_slot) with { Mode = FleetMode.Stopped }).ShouldBe("stopped");
    }

    private static WorkerSummary Row(SlotRecord slot) => FleetView.Workers(Of(slot), s_now).ShouldHaveSingleItem();

    private static FleetSnapshot Of(params SlotRecord[] slots) => new()
    {
        Slots = slots.ToImmutableSortedDictionary(slot => slot.Slot, slot => slot),
        Layout = new FleetLayout(1, slots.Where(slot => slot.Slot.Kind == WorkerKind.Cluster).ToImmutableSortedDictionary(slot => slot.Slot, _ => WorkAssignment.None)),
    };

    private static WorkerRecord Worker(int incarnation, WorkerPhase phase) =>
        new() { Name = new WorkerName(SlotName.Cluster(3), incarnation), Phase = phase, Generation = 1, Since = s_now, LaunchedAt = s_now };
}
