using Fleet.Admiral.Control;
using Fleet.Planning.Actions;
using Fleet.Planning.Supervision;
using Fleet.TestKit.Time;
using static Fleet.Admiral.Tests.Loop.ScriptedFleet;

namespace Fleet.Admiral.Tests.Hosting;

public sealed class FleetControlTests
{
    [Theory]
    [InlineData("Bad_Name")]
    [InlineData("cluster-9")]
    [InlineData("all")]
    [InlineData("services")]
    public async Task AddService_UnderANameThatNoServiceMayHave_IsRefused_AndTheFormIsSaid(string name)
    {
        using var fleet = await ControlledFleet.StartAsync();

        var items = await ControlledFleet.WatchAsync(fleet.Control.AddServiceAsync(new AddServiceRequest(name), CancellationToken.None));

        items.ShouldHaveSingleItem().Result!.Outcome.ShouldBe(OperationOutcome.Refused);
        items[0].Result!.Message.ShouldStartWith($"\"{name}\" cannot be the name of a service: 1 to 40 of a-z, 0-9, '-' and '_', beginning with a letter, and not \"cluster-<number>\", nor one of");
    }

    [Fact]
    public async Task Status_OfARunningFleet_NamesItAndItsWorkers()
    {
        using var fleet = await ControlledFleet.StartAsync();

        var status = fleet.Control.GetStatus();

        status.Fleet.ShouldBe("pingbot");
        status.Mode.ShouldBe("running");
        status.Pid.ShouldBe(Environment.ProcessId);
        status.Generation.ShouldBe(1);
        status.StartedAt.ShouldBe(fleet.Under.Time.GetUtcNow());
        status.Workers.Select(w => w.Worker).ShouldBe(["simulator#1", "stats#1", "cluster-0#1", "cluster-1#1"]);
    }

    [Fact]
    public async Task Stats_OfAFleetWithoutLinks_AreEmptyAtOnce()
    {
        using var fleet = await ControlledFleet.StartAsync();

        (await fleet.Control.GetStatsAsync(collectNow: false, CancellationToken.None).WithDeadline()).ShardCount.ShouldBe(0);
        (await fleet.Control.GetStatsAsync(collectNow: true, CancellationToken.None).WithDeadline()).ShardCount.ShouldBe(2);
        (await fleet.Control.GetStatsAsync(collectNow: false, CancellationToken.None).WithDeadline()).ShardCount.ShouldBe(2);
    }

    [Fact]
    public async Task Restart_OfAll_LeavesThePinnedOutAndSaysSo()
    {
        using var fleet = await ControlledFleet.StartAsync();

        var items = await fleet.RestartAsync("all");

        var result = items[^1].Result.ShouldNotBeNull();
        result.Outcome.ShouldBe(OperationOutcome.Succeeded);
        result.Message.ShouldBe("3 slots were restarted.");
        result.Skipped.ShouldBe(["simulator"]);
        items[0].ShouldBe(new OperationProgress { Operation = "restart-1", Slot = "simulator", State = "skipped", Text = "simulator is pinned: left out" });
        items[1].State.ShouldBe("preparing");
        items.Where(i => i.State == "done").Select(i => i.Text).ShouldBe(["stats: stats#2 serves", "cluster-0: cluster-0#2 serves", "cluster-1: cluster-1#2 serves"]);
        fleet.Under.Fleet.Taken.OfType<Launch>().ShouldNotContain(launch => launch.Worker.Slot == SlotName.Service("simulator") && launch.Worker.Incarnation > 1);
    }

    [Fact]
    public async Task Restart_OfAPinnedSlotByItsName_LeavesItOutAndSaysSo()
    {
        using var fleet = await ControlledFleet.StartAsync();

        var items = await fleet.RestartAsync("simulator", "stats");

        items[^1].Result.ShouldNotBeNull().Outcome.ShouldBe(OperationOutcome.Succeeded);
        items[^1].Result!.Skipped.ShouldBe(["simulator"]);
        fleet.Under.Loop.Snapshot.Slots[SlotName.Service("simulator")].NextIncarnation.ShouldBe(2);
        fleet.Under.Loop.Snapshot.Slots[SlotName.Service("stats")].NextIncarnation.ShouldBe(3);
    }

    [Fact]
    public async Task Restart_OfPinnedSlotsAlone_IsRefusedAndPreparesNothing()
    {
        using var fleet = await ControlledFleet.StartAsync();

        var items = await fleet.RestartAsync("simulator");

        items[^1].Result.ShouldNotBeNull().Outcome.ShouldBe(OperationOutcome.Refused);
        items[^1].Result!.Message.ShouldStartWith("Nothing to do: what was named is pinned.");
        items[^1].Result!.Skipped.ShouldBe(["simulator"]);
        fleet.Kept.Book.Generations.ShouldBe([1]);
    }

    [Fact]
    public async Task Restart_OfAnUnknownSlot_IsRefusedWithTheNamesThereAre()
    {
        using var fleet = await ControlledFleet.StartAsync();

        var result = (await fleet.RestartAsync("stat")).ShouldHaveSingleItem().Result.ShouldNotBeNull();

        result.ShouldBeEquivalentTo(new OperationResult(OperationOutcome.Refused, "FLEET4002 No slot is named \"stat\". There are: simulator, stats, cluster-0, cluster-1."));
    }

    [Fact]
    public async Task Restart_InProgress_TellsEachStepOnceAndInOrder()
    {
        using var fleet = await ControlledFleet.StartAsync();
        var handover = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        // Held back, so that no step can pass unseen between two looks.
        fleet.Under.Fleet.Answer = action => action is Launch or BeginHandover or Activate or Stop ? [] : null;
        await using var items = fleet.Control.RestartAsync(new RestartRequest(["cluster-0"], Hard: false), CancellationToken.None).GetAsyncEnumerator();
        var (old, young) = (WorkerName.Parse("cluster-0#1"), WorkerName.Parse("cluster-0#2"));

        (await NextAsync(items)).State.ShouldBe("preparing");
        (await NextTextAsync(items)).ShouldBe("starting: cluster-0: starting cluster-0#2 beside cluster-0#1");
        Say(fleet, young, WorkerSignal.Launched, WorkerSignal.Joined, WorkerSignal.Ready);
        (await NextTextAsync(items)).ShouldBe("handover: cluster-0: handing over from cluster-0#1 to cluster-0#2");
        Say(fleet, old, WorkerSignal.Drained);
        await fleet.Under.Fleet.TakenAsync<Activate>(activate => activate.Worker == young);
        Say(fleet, young, WorkerSignal.Activated);
        await fleet.Under.Fleet.TakenAsync<Stop>(stop => stop.Worker == old);
        (await NextTextAsync(items)).ShouldBe("retiring: cluster-0: stopping cluster-0#1");
        Say(fleet, old, WorkerSignal.Exited);
        (await NextTextAsync(items)).ShouldBe("done: cluster-0: cluster-0#2 serves");
        (await NextAsync(items)).Result!.Message.ShouldBe("1 slot was restarted.");
        (await items.MoveNextAsync().AsTask().WithDeadline()).ShouldBeFalse();
    }

    [Fact]
    public async Task Restart_ToTheEnd_LetsGoOfTheOldCode()
    {
        using var fleet = await ControlledFleet.StartAsync();
        fleet.Kept.Change("bot");
        fleet.Kept.Change("stats");
        fleet.Kept.Change("simulator");

        await fleet.RestartAsync("clusters");
        fleet.Kept.Book.Generations.ShouldBe([1, 2], ignoreOrder: true, "services still run the first");
        await fleet.RestartAsync("clusters");
        fleet.Kept.Book.Generations.ShouldBe([1, 3], ignoreOrder: true);
    }

    [Fact]
    public async Task Restart_WhoseCodeIsMissing_FailsAndChangesNothing()
    {
        using var fleet = await ControlledFleet.StartAsync();
        Directory.Delete(Path.GetDirectoryName(fleet.Kept.Config.Bot.Path)!, recursive: true);

        var items = await fleet.RestartAsync("all");

        var result = items[^1].Result.ShouldNotBeNull();
        result.Outcome.ShouldBe(OperationOutcome.Failed);
        result.Message.ShouldStartWith("FLEET1001 ");
        result.Message.ShouldEndWith("\nThe running workers go on.");
        result.Skipped.ShouldBe(["simulator"]);
        fleet.Under.Loop.Snapshot.Operation.ShouldBeNull();
        fleet.Under.Loop.Snapshot.LastOperations.ShouldBeEmpty();
    }

    [Fact]
    public async Task Restart_WhileAnotherRuns_IsRefusedBeforeAnyPreparation()
    {
        using var fleet = await ControlledFleet.StartAsync();
        fleet.Under.Fleet.Answer = action => action is Launch ? [] : null;
        await using var first = fleet.Control.RestartAsync(new RestartRequest(["cluster-0"], Hard: false), CancellationToken.None).GetAsyncEnumerator();
        await NextAsync(first);
        (await NextAsync(first)).State.ShouldBe("starting");

        var second = await fleet.RestartAsync("cluster-1");

        second.ShouldHaveSingleItem().Result.ShouldNotBeNull().Outcome.ShouldBe(OperationOutcome.Refused);
        second[0].Result!.Message.ShouldBe("FLEET5002 restart-1 is running; wait for its end.");
        fleet.Kept.Book.Generations.ShouldBe([1, 2], ignoreOrder: true);
    }

    [Fact]
    public async Task Restart_OfTwoThatRace_RefusesOneAndKeepsTheOthersCode()
    {
        using var fleet = await ControlledFleet.StartAsync();
        fleet.Under.Fleet.Answer = action => action is Launch ? [] : null;
        fleet.Kept.Change("bot");
        await using var first = fleet.Control.RestartAsync(new RestartRequest(["cluster-0", "cluster-1"], Hard: false), CancellationToken.None).GetAsyncEnumerator();
        await using var second = fleet.Control.RestartAsync(new RestartRequest(["clusters"], Hard: false), CancellationToken.None).GetAsyncEnumerator();
        // Both have found that nothing runs.
        (await NextAsync(first)).State.ShouldBe("preparing");
        (await NextAsync(second)).State.ShouldBe("preparing");

        (await NextAsync(first)).State.ShouldBe("starting");
        var refused = await NextAsync(second);

        refused.Result.ShouldNotBeNull().Outcome.ShouldBe(OperationOutcome.Refused);
        fleet.Under.Loop.Snapshot.Operation.ShouldNotBeNull().Generation.ShouldBe(2);
        File.Exists(fleet.Kept.Book.Find(2, "bot").Path).ShouldBeTrue();
    }

    [Fact]
    public async Task Restart_WhoseWorkerDies_FailsAndSaysWhoServes()
    {
        using var fleet = await ControlledFleet.StartAsync();
        fleet.Under.Fleet.Answer = action => action is Launch launch ? [Says(launch.Worker, WorkerSignal.Launched), Says(launch.Worker, WorkerSignal.Exited, "exit code 3")] : null;

        var items = await fleet.RestartAsync("clusters");

        var result = items[^1].Result.ShouldNotBeNull();
        result.Outcome.ShouldBe(OperationOutcome.Failed);
        result.Message.ShouldContain("cluster-0#2 did not become ready");
        result.Message.ShouldContain("exit code 3");
        result.Message.ShouldContain("cluster-0#1 keeps serving");
        result.Message.ShouldEndWith("1 slot was not restarted.");
        fleet.Under.Loop.Snapshot.Slots[SlotName.Cluster(0)].Route.ShouldBe(WorkerName.Parse("cluster-0#1"));
    }

    [Fact]
    public async Task Restart_WatcherLeaves_GoesOnByItself()
    {
        using var fleet = await ControlledFleet.StartAsync();
        fleet.Under.Fleet.Answer = action => action is Launch ? [] : null;
        using var leave = new CancellationTokenSource();
        await using var items = fleet.Control.RestartAsync(new RestartRequest(["cluster-0"], Hard: false), leave.Token).GetAsyncEnumerator();
        await NextAsync(items);
        (await NextAsync(items)).State.ShouldBe("starting");

        var next = items.MoveNextAsync().AsTask();
        await leave.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => next.WithDeadline());
        fleet.Under.Fleet.Answer = _ => null;
        Say(fleet, WorkerName.Parse("cluster-0#2"), WorkerSignal.Launched, WorkerSignal.Joined, WorkerSignal.Ready);

        await fleet.Under.SeenAsync(s => s.FindOperation("restart-1")!.Outcome == Fleet.Planning.Operations.OperationOutcome.Succeeded);
    }

    [Fact]
    public async Task Restart_Hard_StopsTheOldWorkerFirst()
    {
        using var fleet = await ControlledFleet.StartAsync();

        var items = await ControlledFleet.WatchAsync(fleet.Control.RestartAsync(new RestartRequest(["cluster-0"], Hard: true), CancellationToken.None));

        items[^1].Result.ShouldNotBeNull().Outcome.ShouldBe(OperationOutcome.Succeeded);
        var taken = fleet.Under.Fleet.Taken.ToList();
        taken.FindIndex(a => a is Stop { Worker: { Incarnation: 1 } worker } && worker.Slot == SlotName.Cluster(0))
            .ShouldBeLessThan(taken.FindIndex(a => a is Launch { Worker: { Incarnation: 2 } worker } && worker.Slot == SlotName.Cluster(0)));
        taken.OfType<BeginHandover>().ShouldBeEmpty();
    }

    [Fact]
    public async Task StopAndStart_OfAPinnedSlot_AreDone()
    {
        using var fleet = await ControlledFleet.StartAsync();

        var stopped = await fleet.StopAsync("simulator");
        stopped[^1].Operation.ShouldBe("stop-1");
        stopped[^1].Result.ShouldNotBeNull().Outcome.ShouldBe(OperationOutcome.Succeeded);
        fleet.Control.GetStatus().Workers.Single(w => w.Slot == "simulator").Phase.ShouldBe("stopped");

        var started = await fleet.StartAsync("simulator");
        started[^1].Operation.ShouldBe("start-2");
        started[^1].Result.ShouldNotBeNull().Outcome.ShouldBe(OperationOutcome.Succeeded);
        fleet.Control.GetStatus().Workers.Single(w => w.Slot == "simulator").Worker.ShouldBe("simulator#2");
    }

    [Fact]
    public async Task StopAndStart_OfAnUnknownSlot_AreRefused()
    {
        using var fleet = await ControlledFleet.StartAsync();

        (await fleet.StopAsync("nobody")).ShouldHaveSingleItem().Result.ShouldNotBeNull().Outcome.ShouldBe(OperationOutcome.Refused);
        (await fleet.StartAsync("nobody")).ShouldHaveSingleItem().Result.ShouldNotBeNull().Outcome.ShouldBe(OperationOutcome.Refused);
    }

    [Fact]
    public async Task Stop_WhileARestartRuns_IsRefused()
    {
        using var fleet = await ControlledFleet.StartAsync();
        fleet.Under.Fleet.Answer = action => action is Launch ? [] : null;
        await using var restart = fleet.Control.RestartAsync(new RestartRequest(["cluster-0"], Hard: false), CancellationToken.None).GetAsyncEnumerator();
        await NextAsync(restart);
        await NextAsync(restart);

        var result = (await fleet.StopAsync("stats")).ShouldHaveSingleItem().Result.ShouldNotBeNull();

        result.Outcome.ShouldBe(OperationOutcome.Refused);
        result.Message.ShouldContain("restart-1");
        fleet.Under.Loop.Snapshot.Slots[SlotName.Service("stats")].Wanted.ShouldBeTrue();
    }

    [Fact]
    public async Task Stop_OfTheFleet_EndsTheLoopAndTellsEachSlotOnce()
    {
        using var fleet = await ControlledFleet.StartAsync();

        var items = await fleet.StopAsync();

        await fleet.Under.Run.WithDeadline();
        items.Where(i => !i.Final).Select(i => i.Slot).ShouldBe(["simulator", "stats", "cluster-0", "cluster-1"], ignoreOrder: true);
        items[^1].Result.ShouldNotBeNull().ShouldBeEquivalentTo(new OperationResult(OperationOutcome.Succeeded, "Fleet pingbot has stopped."));
        fleet.Control.GetStatus().Mode.ShouldBe("stopped");
    }

    [Fact]
    public async Task Restart_OverwhelmedByAShutdown_FailsAndSaysWhy()
    {
        using var fleet = await ControlledFleet.StartAsync();
        fleet.Under.Fleet.Answer = action => action is Launch ? [] : null;
        await using var restart = fleet.Control.RestartAsync(new RestartRequest(["cluster-0"], Hard: false), CancellationToken.None).GetAsyncEnumerator();
        await NextAsync(restart);
        await NextAsync(restart);

        await fleet.StopAsync();
        OperationProgress last;
        do last = await NextAsync(restart);
        while (!last.Final);

        last.Result.ShouldNotBeNull().Outcome.ShouldBe(OperationOutcome.Failed);
        last.Result.Message.ShouldBe("The fleet is stopping.");
    }

    [Fact]
    public async Task Start_OfAFleetThatHasStopped_Fails()
    {
        using var fleet = await ControlledFleet.StartAsync();
        await fleet.StopAsync();
        await fleet.Under.Run.WithDeadline();

        var result = (await fleet.StartAsync("stats")).ShouldHaveSingleItem().Result.ShouldNotBeNull();

        result.ShouldBeEquivalentTo(new OperationResult(OperationOutcome.Failed, "The fleet stopped before the operation ended."));
    }

    private static void Say(ControlledFleet fleet, WorkerName worker, params WorkerSignal[] signals)
    {
        foreach (var signal in signals) fleet.Under.Loop.Post(Says(worker, signal));
    }

    private static async Task<OperationProgress> NextAsync(IAsyncEnumerator<OperationProgress> items)
    {
        // A look between an order and its first step sees the slot wait, another look does not.
        do (await items.MoveNextAsync().AsTask().WithDeadline()).ShouldBeTrue();
        while (items.Current.State == "waiting");
        return items.Current;
    }

    private static async Task<string> NextTextAsync(IAsyncEnumerator<OperationProgress> items)
    {
        var item = await NextAsync(items);
        return $"{item.State}: {item.Text}";
    }
}
