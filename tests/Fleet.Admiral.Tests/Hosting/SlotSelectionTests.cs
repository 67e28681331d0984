using Fleet.Admiral.Hosting;
using Fleet.Admiral.Tests.Loop;
using Fleet.Planning.Snapshots;

namespace Fleet.Admiral.Tests.Hosting;

public sealed class SlotSelectionTests
{
    private static readonly FleetSnapshot s_snapshot = FleetSnapshot.Initial(LoopUnderTest.Spec);

    [Theory]
    [InlineData("all", "simulator stats cluster-0 cluster-1")]
    [InlineData("services", "simulator stats")]
    [InlineData("clusters", "cluster-0 cluster-1")]
    [InlineData("simulator", "simulator")]
    [InlineData("cluster-1 stats", "stats cluster-1")]
    [InlineData("clusters cluster-0 cluster-0", "cluster-0 cluster-1")]
    public void Names_WithPinnedSlots_MeanThemToo(string names, string meant)
    {
        var selection = Resolve(names, leavePinnedOut: false);

        selection.Refusal.ShouldBeNull();
        selection.Slots.Select(slot => slot.ToString()).ShouldBe(meant.Split(' '));
        selection.Pinned.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("all", "stats cluster-0 cluster-1")]
    [InlineData("services", "stats")]
    [InlineData("simulator stats", "stats")]
    public void Names_WithoutPinnedSlots_LeaveThemOutHoweverTheyAreNamed(string names, string meant)
    {
        var selection = Resolve(names, leavePinnedOut: true);

        selection.Refusal.ShouldBeNull();
        selection.Slots.Select(slot => slot.ToString()).ShouldBe(meant.Split(' '));
        selection.Pinned.ShouldBe(["simulator"]);
    }

    [Fact]
    public void Names_OfPinnedSlotsAlone_AreRefusedWithTheWayOut()
    {
        var selection = Resolve("simulator", leavePinnedOut: true);

        selection.Slots.ShouldBeEmpty();
        selection.Pinned.ShouldBe(["simulator"]);
        selection.Refusal.ShouldBe("Nothing to do: what was named is pinned. Stop and start a pinned slot instead.");
    }

    [Theory]
    [InlineData("stats nobody")]
    [InlineData("nobody stats")]
    public void Names_OneOfThemUnknown_AreRefusedAsAWhole(string names)
    {
        var selection = Resolve(names, leavePinnedOut: true);

        selection.Slots.ShouldBeEmpty();
        selection.Refusal.ShouldBe("FLEET4002 No slot is named \"nobody\". There are: simulator, stats, cluster-0, cluster-1.");
    }

    [Theory]
    [InlineData("CLUSTER-0")]
    [InlineData("cluster-00")]
    [InlineData("cluster-0#1")]
    [InlineData("ALL")]
    [InlineData("")]
    public void Name_WrittenOtherwise_IsUnknown(string name) =>
        SlotSelection.Resolve([name], s_snapshot, leavePinnedOut: false).Refusal.ShouldNotBeNull().ShouldStartWith($"FLEET4002 No slot is named \"{name}\".");

    [Fact]
    public void Word_ThatMeansNothingHere_IsNoMisspelling()
    {
        var services = FleetSnapshot.Initial(LoopUnderTest.Spec with { Slots = [.. LoopUnderTest.Spec.Slots.Where(slot => slot.Slot.Kind == WorkerKind.Service)] });

        SlotSelection.Resolve(["clusters"], services, leavePinnedOut: true).Refusal.ShouldBe("Nothing to do: the fleet has no such slots.");
        SlotSelection.Resolve([], services, leavePinnedOut: true).Refusal.ShouldBe("Nothing to do: the fleet has no such slots.");
    }

    private static SlotSelection Resolve(string names, bool leavePinnedOut) => SlotSelection.Resolve(names.Split(' '), s_snapshot, leavePinnedOut);
}
