using Fleet.Planning.Supervision;

namespace Fleet.Planning.Tests.Supervision;

public sealed class SupervisionPlannerTests
{
    [Fact]
    public void Worker_Lost_IsFollowedAtOnce()
    {
        var fleet = TestFleet.Running("cluster-0");
        fleet.Signal("cluster-0#1", WorkerSignal.Exited, "exit code 139").Did()
            .ShouldBe(["route cluster-0 to nobody", "launch cluster-0#2 of generation 1"]);
        fleet.Slot("cluster-0").LastFailure.ShouldBe("cluster-0#1: its process ended: exit code 139");
        fleet.Slot("cluster-0").Restarts.ShouldBe(1);
    }

    [Fact]
    public void Worker_LostAgain_WaitsLongerEachTime()
    {
        var fleet = TestFleet.Running("cluster-0");
        fleet.Signal("cluster-0#1", WorkerSignal.Exited).BringUp("cluster-0#2");
        fleet.Signal("cluster-0#2", WorkerSignal.Exited).Did().ShouldBe(["route cluster-0 to nobody", "wait with cluster-0"]);
        fleet.Pass(0.79).Did().ShouldBeEmpty();
        fleet.Pass(0.42).Did().ShouldBe(["launch cluster-0#3 of generation 1"]);
        fleet.Signal("cluster-0#3", WorkerSignal.LaunchFailed).Pass(1.59);
        fleet.Did().ShouldBe(["wait with cluster-0"]);
        fleet.Pass(0.82).Did().ShouldBe(["launch cluster-0#4 of generation 1"]);
    }

    [Fact]
    public void Worker_ActiveForLong_BeginsAnew()
    {
        var fleet = TestFleet.Running("cluster-0");
        fleet.Signal("cluster-0#1", WorkerSignal.Exited).BringUp("cluster-0#2").Pass(59.9).Did().ShouldBeEmpty();
        fleet.Pass(0.2).Did().ShouldBe(["forget the losses of cluster-0"]);
        fleet.Signal("cluster-0#2", WorkerSignal.Exited).Did().ShouldContain("launch cluster-0#3 of generation 1");
    }

    [Fact]
    [Trait("Scenario", "2")]
    [Trait("Failure", "crash loop after ready")]
    public void Slot_LostTooOften_IsQuarantinedOnceAndTriedSlowly()
    {
        var fleet = TestFleet.Running("cluster-0", "cluster-1");
        LoseFiveTimes(fleet);
        fleet.Did().Count(line => line == "quarantine cluster-0").ShouldBe(1);
        fleet.Slot("cluster-0").Quarantined.ShouldBeTrue();
        fleet.Slot("cluster-0").Note.ShouldContain("lost 5 times within 300 s");

        fleet.Pass(285).Did().ShouldBeEmpty();
        fleet.Pass(10).Did().ShouldBe(["launch cluster-0#6 of generation 1"]);
        fleet.Signal("cluster-0#6", WorkerSignal.Exited).Did().ShouldBe(["wait with cluster-0"]);
        fleet.Pass(301).Did().ShouldBe(["launch cluster-0#7 of generation 1"]);
        fleet.BringUp("cluster-0#7").Pass(61).Did().ShouldBe(["forget the losses of cluster-0"]);
        fleet.Slot("cluster-0").Quarantined.ShouldBeFalse();
        fleet.Slot("cluster-0").Note.ShouldBeEmpty();
    }

    [Fact]
    public void Slot_Quarantined_DisturbsNobody()
    {
        var fleet = TestFleet.Running("cluster-0", "cluster-1");
        LoseFiveTimes(fleet);
        fleet.Did().ShouldNotContain(line => line.Contains("cluster-1", StringComparison.Ordinal));
        fleet.Slot("cluster-1").Route.ShouldBe(WorkerName.Parse("cluster-1#1"));
    }

    [Fact]
    public void Slot_FailsForGood_IsQuarantinedAtOnce()
    {
        var fleet = new TestFleet("cluster-0");
        fleet.Signal("cluster-0#1", WorkerSignal.Launched).Signal("cluster-0#1", WorkerSignal.Joined);
        _ = fleet.Did();
        fleet.Signal("cluster-0#1", WorkerSignal.StartFailed, "Bot.dll is missing", permanent: true).Signal("cluster-0#1", WorkerSignal.Exited).Did()
            .ShouldBe(["kill cluster-0#1", "quarantine cluster-0"]);
        fleet.Slot("cluster-0").Note.ShouldContain("its start failed: Bot.dll is missing");
    }

    [Theory]
    [InlineData(WorkerPhase.Launching, 10, "its process was not started in time")]
    [InlineData(WorkerPhase.Joining, 10, "it did not join in time")]
    [InlineData(WorkerPhase.Starting, 60, "it did not become ready in time")]
    [InlineData(WorkerPhase.Activating, 10, "it did not become active in time")]
    public void Worker_TooLongInAPhase_IsKilledAndLost(WorkerPhase phase, double seconds, string failure)
    {
        var fleet = In(phase);
        fleet.Pass(seconds - 0.01).Did().ShouldBeEmpty();
        fleet.Pass(0.02).Did().ShouldBe(["kill cluster-0#1"]);
        fleet.Signal("cluster-0#1", WorkerSignal.Exited).Did().ShouldBe(["launch cluster-0#2 of generation 1"]);
        fleet.Slot("cluster-0").LastFailure.ShouldBe($"cluster-0#1: {failure}");
    }

    [Theory]
    [InlineData(WorkerPhase.Starting, WorkerSignal.StartFailed)]
    [InlineData(WorkerPhase.Starting, WorkerSignal.LinkLost)]
    [InlineData(WorkerPhase.Starting, WorkerSignal.Unresponsive)]
    [InlineData(WorkerPhase.Activating, WorkerSignal.ActivateFailed)]
    [InlineData(WorkerPhase.Activating, WorkerSignal.LinkLost)]
    [InlineData(WorkerPhase.Active, WorkerSignal.LinkLost)]
    [InlineData(WorkerPhase.Active, WorkerSignal.Unresponsive)]
    [InlineData(WorkerPhase.Active, WorkerSignal.Overgrown)]
    public void Worker_Broken_IsKilledAndFollowedWhenGone(WorkerPhase phase, WorkerSignal fault)
    {
        var fleet = In(phase);
        fleet.Signal("cluster-0#1", fault).Did().Where(line => !line.StartsWith("route", StringComparison.Ordinal)).ShouldBe([fault == WorkerSignal.Unresponsive ? "kill cluster-0#1, leaving a dump" : "kill cluster-0#1"]);
        fleet.Signal("cluster-0#1", WorkerSignal.Exited).Did().ShouldBe(["launch cluster-0#2 of generation 1"]);
    }

    [Fact]
    public void Worker_KilledAndStillThere_IsKilledAgain()
    {
        var fleet = TestFleet.Running("cluster-0");
        fleet.Signal("cluster-0#1", WorkerSignal.Unresponsive).Did().ShouldBe(["kill cluster-0#1, leaving a dump", "route cluster-0 to nobody"]);
        fleet.Pass(4.9).Did().ShouldBeEmpty();
        fleet.Pass(5.2).Did().ShouldBe(["kill cluster-0#1, leaving a dump", "kill cluster-0#1, leaving a dump"]);
    }

    [Fact]
    public void Worker_JoinsBeforeItsLaunchIsTold_KeepsItsPid()
    {
        var fleet = new TestFleet("cluster-0");
        fleet.Signal("cluster-0#1", WorkerSignal.Joined).Signal("cluster-0#1", WorkerSignal.Launched);
        fleet.Worker("cluster-0#1")!.Phase.ShouldBe(WorkerPhase.Starting);
    }

    [Fact]
    public void Worker_ReadyWhileAnotherIsBeingKilled_WaitsForItsEnd()
    {
        var fleet = TestFleet.Running("cluster-0").Restart("r", false, 2, "cluster-0");
        fleet.Signal("cluster-0#1", WorkerSignal.LinkLost).GetReady("cluster-0#2");
        fleet.Did().ShouldNotContain("activate cluster-0#2");
        fleet.Signal("cluster-0#1", WorkerSignal.Exited).Did().ShouldContain("activate cluster-0#2");
    }

    private static void LoseFiveTimes(TestFleet fleet)
    {
        for (var i = 1; i <= 5; i++) fleet.Signal($"cluster-0#{i}", WorkerSignal.Exited).Pass(10);
    }

    private static TestFleet In(WorkerPhase phase)
    {
        var fleet = new TestFleet("cluster-0");
        var signals = new[] { WorkerSignal.Launched, WorkerSignal.Joined, WorkerSignal.Ready, WorkerSignal.Activated };
        foreach (var signal in signals)
            if (fleet.Worker("cluster-0#1")!.Phase != phase) fleet.Signal("cluster-0#1", signal);
        fleet.Worker("cluster-0#1")!.Phase.ShouldBe(phase);
        _ = fleet.Did();
        return fleet;
    }
}
