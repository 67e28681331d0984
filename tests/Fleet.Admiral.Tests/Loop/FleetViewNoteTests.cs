using Fleet.Admiral.Loop;
using Fleet.Planning.Snapshots;
using Fleet.Planning.Specs;
using Fleet.Planning.Supervision;

namespace Fleet.Admiral.Tests.Loop;

public class FleetViewNoteTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly SlotName Stats = SlotName.Service("stats");
    private static readonly WorkerRecord First = new() { Name = WorkerName.Parse("stats#1"), Generation = 1, Since = Now, LaunchedAt = Now, Phase = WorkerPhase.Active };
    private static readonly WorkerRecord Second = First with { Name = WorkerName.Parse("stats#2"), Phase = WorkerPhase.Starting };

    [Fact]
    public void Note_OfAHealthySlot_IsEmpty() => Note(Slot(First)).ShouldBeEmpty();

    [Fact]
    public void Note_OfAnAilingWorker_SaysWhatItHas()
    {
        Note(Slot(First with { Behind = "it waits 6 s" })).ShouldBe("it waits 6 s");
        Note(Slot(First with { Behind = "it waits 6 s", Stuck = "it waits 61 s" })).ShouldBe("it waits 61 s");
        Note(Slot(First with { Bloated = "it has 300 MiB" })).ShouldBe("it has 300 MiB");
        Note(Slot(First with { Stuck = "it waits 61 s", Fault = "it does not respond" })).ShouldBe("it does not respond");
    }

    [Fact]
    public void Note_DuringAReplacement_NamesTheSuccessorAndTheReason() =>
        Note(Slot(First with { Stuck = "it waits 61 s" }, Second)).ShouldBe("stats#2 starting; it waits 61 s");

    [Fact]
    public void Note_AfterAReplacement_SaysWhyForAWhile()
    {
        var slot = Slot(First) with { ReplacedAt = Now, ReplacedFor = "stats#0 is stuck" };

        Note(slot, Now.AddMinutes(9)).ShouldBe("replaced: stats#0 is stuck");
        Note(slot, Now.AddMinutes(11)).ShouldBeEmpty();
    }

    [Fact]
    public void Note_AfterALoss_SaysWhyUntilItIsForgotten()
    {
        var slot = Slot(First) with { Attempt = 1, LastFailure = "stats#0: it does not respond" };

        Note(slot).ShouldBe("after the loss of stats#0: it does not respond");
        Note(slot with { Attempt = 0 }).ShouldBeEmpty();
    }

    private static SlotRecord Slot(params WorkerRecord[] workers) => new() { Slot = Stats, Workers = [.. workers], Route = First.Name };

    private static string Note(SlotRecord slot, DateTimeOffset? now = null)
    {
        var snapshot = FleetSnapshot.Initial(new FleetSpec { Slots = [new SlotSpec(Stats, false, WorkAssignment.None)] });
        return FleetView.Workers(snapshot with { Slots = snapshot.Slots.SetItem(Stats, slot) }, now ?? Now).ShouldHaveSingleItem().Note;
    }
}
