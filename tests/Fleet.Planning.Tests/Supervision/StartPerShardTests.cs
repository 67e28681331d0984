using Fleet.Planning.Specs;
using Fleet.Planning.Supervision;

namespace Fleet.Planning.Tests.Supervision;

/// <summary>A start may take longer by as many shards as there are.</summary>
public sealed class StartPerShardTests
{
    [Theory]
    [InlineData("stats", 0, 10)]
    [InlineData("cluster-0", 0, 10)]
    [InlineData("cluster-0", 1, 16)]
    [InlineData("cluster-0", 4, 34)]
    [InlineData("cluster-0", 60_000, 10 + 86_400)]
    public void Start_OfSoManyShards_IsKilledAtItsOwnDeadline(string slot, int shards, double seconds)
    {
        var name = SlotName.Parse(slot);
        var fleet = new TestFleet(new FleetSpec
        {
            Slots = [new SlotSpec(name, false, name.Kind == WorkerKind.Service ? WorkAssignment.None : new WorkAssignment([.. Enumerable.Range(0, shards)], 16, []))],
            Supervision = new SupervisionSpec { StartDeadline = TimeSpan.FromSeconds(10), StartPerShard = TimeSpan.FromSeconds(6) },
        });
        fleet.Signal($"{slot}#1", WorkerSignal.Launched).Signal($"{slot}#1", WorkerSignal.Joined);
        _ = fleet.Did();

        fleet.Pass(seconds - 0.001).Did().ShouldBeEmpty();
        fleet.Pass(0.001).Did().ShouldBe([$"kill {slot}#1"]);
    }

    [Fact]
    public void Start_OfASlotWithADeadlineOfItsOwn_IsKilledAtThat()
    {
        var fleet = new TestFleet(new FleetSpec
        {
            Slots = [new SlotSpec(SlotName.Service("stats"), false, WorkAssignment.None) { StartDeadline = TimeSpan.FromSeconds(90) }],
            Supervision = new SupervisionSpec { StartDeadline = TimeSpan.FromSeconds(10) },
        });
        fleet.Signal("stats#1", WorkerSignal.Launched).Signal("stats#1", WorkerSignal.Joined);
        _ = fleet.Did();

        fleet.Pass(89.999).Did().ShouldBeEmpty();
        fleet.Pass(0.001).Did().ShouldBe(["kill stats#1"]);
    }
}
