using Fleet.Admiral.Control;
using Fleet.Admiral.Hosting;
using Fleet.Admiral.Tests.Loop;
using Fleet.Admiral.Tests.Sharding;
using Fleet.Planning.Actions;
using Fleet.Planning.Specs;
using static Fleet.Admiral.Tests.Sharding.FakeShardSource;

namespace Fleet.Admiral.Tests.Hosting;

/// <summary>Reshards of hosts that have some of the shards, and those that ask how many there are.</summary>
public sealed class ReshardControlTests
{
    [Fact]
    public async Task Reshard_OfAHostWithSomeOfTheShards_DividesTheseAgain()
    {
        using var fleet = await ControlledFleet.StartAsync();
        var control = fleet.WithShards(null, 0, 1, 9);

        (await ReshardAsync(control, new ReshardRequest(Clusters: 3, Shards: 12))).Outcome.ShouldBe(OperationOutcome.Succeeded);

        var layout = fleet.Under.Loop.Snapshot.Layout;
        layout.Clusters.Values.Select(has => $"{string.Join(' ', has.Shards)} of {has.ShardCount}").ShouldBe(["0 of 12", "1 of 12", "9 of 12"]);
        (await ReshardAsync(control, new ReshardRequest(Clusters: 1))).Outcome.ShouldBe(OperationOutcome.Succeeded);
        fleet.Under.Loop.Snapshot.Layout.Clusters.Values.ShouldHaveSingleItem().Shards.ShouldBe([0, 1, 9]);
    }

    [Fact]
    public async Task Reshard_ToFewerShardsThanThisHostIsToHave_IsRefused()
    {
        using var fleet = await ControlledFleet.StartAsync();

        var result = await ReshardAsync(fleet.WithShards(null, 0, 9), new ReshardRequest(Shards: 9));

        result.ShouldBeEquivalentTo(new OperationResult(OperationOutcome.Refused, "This cannot be done: of 9 shards there is no shard 9, which shardsHere gives to this host."));
    }

    [Fact]
    public async Task Reshard_Auto_AsksTheSource_AndTurnsToItsNumber()
    {
        using var fleet = await ControlledFleet.StartAsync();
        var source = new FakeShardSource(Says(7));

        (await ReshardAsync(fleet.WithShards(source), new ReshardRequest(AutoShards: true))).Outcome.ShouldBe(OperationOutcome.Succeeded);

        source.Asked.ShouldBe([new ShardQuestion(2)]);
        (fleet.Under.Loop.Snapshot.Layout.ShardCount, fleet.Under.Loop.Snapshot.Layout.Clusters.Count).ShouldBe((7, 2));
    }

    [Fact]
    public async Task Reshard_AutoPlanned_AsksAndTells()
    {
        using var fleet = await ControlledFleet.StartAsync();

        var items = await ControlledFleet.WatchAsync(fleet.WithShards(new FakeShardSource(Says(10)), 0, 1, 2, 9).ReshardAsync(new ReshardRequest(Clusters: 1, Plan: true, AutoShards: true), CancellationToken.None));

        items[0].ShouldBe(new OperationProgress { Operation = items[0].Operation, State = "preparing", Text = "asking the shard source" });
        items.Select(item => item.Text).ShouldContain("cluster-0 would have shards 0-2, 9 and 2 channels; now shard 0 and 1 channel");
        fleet.Under.Loop.Snapshot.Layout.ShardCount.ShouldBe(2);
    }

    [Theory]
    [InlineData(0, "FLEET4301 The shard source gave no number of shards: its answer makes 0 shards; 1 to 65536 are possible. Nothing was changed.")]
    [InlineData(9, "FLEET4301 The shard source gave no number of shards: of 9 shards there is no shard 9, which shardsHere gives to this host. Nothing was changed.")]
    public async Task Reshard_AutoWithoutASensibleAnswer_FailsAndChangesNothing(int says, string message)
    {
        using var fleet = await ControlledFleet.StartAsync();

        var result = await ReshardAsync(fleet.WithShards(new FakeShardSource(Says(says)), 0, 9), new ReshardRequest(AutoShards: true));

        result.ShouldBeEquivalentTo(new OperationResult(OperationOutcome.Failed, message));
        fleet.Under.Loop.Snapshot.LastOperations.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(false, null, "There is no shard source to ask: name a service as shardSource.service, or give a number of shards.")]
    [InlineData(true, 5, "A reshard takes the number of shards that is given or that of the shard source, not both.")]
    public async Task Reshard_AutoThatMakesNoSense_IsRefused(bool hasSource, int? shards, string message)
    {
        using var fleet = await ControlledFleet.StartAsync();

        var result = await ReshardAsync(fleet.WithShards(hasSource ? new FakeShardSource(Says(3)) : null), new ReshardRequest(Shards: shards, AutoShards: true));

        result.ShouldBeEquivalentTo(new OperationResult(OperationOutcome.Refused, message));
    }

    [Fact]
    public async Task Reshard_WhileTheClustersWaitForTheirShards_IsRefused_AndTheFleetIsStarting()
    {
        using var fleet = new ControlledFleet(new FleetSpec { Slots = [.. LoopUnderTest.Spec.Slots.Where(slot => slot.Slot.Kind == WorkerKind.Service)], AwaitsLayout = true });
        await fleet.Under.StartAllAsync();

        var result = await ReshardAsync(fleet.Control, new ReshardRequest(Shards: 5));

        result.Message.ShouldBe("The clusters wait for the shard source to say how many shards there are (FLEET4301); there is nothing to reshard yet.");
        fleet.Control.GetStatus().Mode.ShouldBe("starting");
        fleet.WithShards(new FakeShardSource(Says(3))).GetStatus().ClustersWait.ShouldBe("The clusters wait for the shard source (the test) to say how many shards there are.");
        fleet.Under.Fleet.Taken.OfType<Launch>().ShouldAllBe(launch => launch.Worker.Slot.Kind == WorkerKind.Service);
    }

    private static async Task<OperationResult> ReshardAsync(FleetControl control, ReshardRequest request) =>
        (await ControlledFleet.WatchAsync(control.ReshardAsync(request, CancellationToken.None)))[^1].Result.ShouldNotBeNull();
}
