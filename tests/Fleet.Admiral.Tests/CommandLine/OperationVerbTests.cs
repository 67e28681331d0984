using Fleet.Admiral.CommandLine;
using Fleet.Admiral.Control;
using Fleet.Admiral.Tests.Control;
using static Fleet.Admiral.Tests.Control.FakeFleetControl;

namespace Fleet.Admiral.Tests.CommandLine;

public sealed class OperationVerbTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Restart_Succeeds_PrintsStepsAndWhatIsLeftOut()
    {
        await using var fleet = await ServedFleet.StartAsync();
        fleet.Control.Says(
            Step("cluster-0", "starting", "cluster-0#1 → cluster-0#2"),
            Step("cluster-0", "done"),
            Step("judge", "skipped", "is pinned"),
            End(OperationOutcome.Succeeded, "1 worker replaced.", "judge", "simulator") with { Text = "said by the result" });

        var ran = await RanCommand.RunAsync(fleet.Folder, "restart all");

        ran.ShouldBe(new RanCommand(ExitCode.Done, "cluster-0      starting     cluster-0#1 → cluster-0#2\ncluster-0      done\njudge          skipped      is pinned\nsimulator is pinned: left out\n1 worker replaced.\n", ""));
        var request = fleet.Control.Requests.ShouldHaveSingleItem().ShouldBeOfType<RestartRequest>();
        request.Names.ShouldBe(["all"]);
        request.Hard.ShouldBeFalse();
    }

    [Fact]
    public async Task Restart_HardAndNamed_IsPassedOn()
    {
        await using var fleet = await ServedFleet.StartAsync();
        fleet.Control.Says(End(OperationOutcome.Succeeded, ""));

        await RanCommand.RunAsync(fleet.Folder, "restart cluster-0 stats --hard");

        var request = fleet.Control.Requests.ShouldHaveSingleItem().ShouldBeOfType<RestartRequest>();
        request.Names.ShouldBe(["cluster-0", "stats"]);
        request.Hard.ShouldBeTrue();
    }

    [Theory]
    [InlineData("reshard --shards auto", null, null, true)]
    [InlineData("reshard --clusters 3 --shards auto", 3, null, true)]
    [InlineData("reshard --shards 16", null, 16, false)]
    [InlineData("reshard --shards 0", null, 0, false)]
    [InlineData("reshard --clusters 3", 3, null, false)]
    public async Task Reshard_TakesANumberOrAsks(string words, int? clusters, int? shards, bool asks)
    {
        await using var fleet = await ServedFleet.StartAsync();
        fleet.Control.Says(End(OperationOutcome.Succeeded, ""));

        await RanCommand.RunAsync(fleet.Folder, words);

        fleet.Control.Requests.ShouldHaveSingleItem().ShouldBe(new ReshardRequest(clusters, shards, AutoShards: asks));
    }

    [Fact]
    public async Task Reshard_ToWhatIsNoNumber_IsWrongUsage()
    {
        await using var fleet = await ServedFleet.StartAsync();

        (await RanCommand.RunAsync(fleet.Folder, "reshard --shards many")).Error.ShouldContain("--shards many: it must be a number or auto.");
        fleet.Control.Requests.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(OperationOutcome.Failed, "FLEET1005 no class\n\u001bhere", ExitCode.Failed, "FLEET1005 no class\n    \\x1Bhere\n")]
    [InlineData(OperationOutcome.Refused, "FLEET4002 no slot", ExitCode.Refused, "FLEET4002 no slot\n")]
    [InlineData(OperationOutcome.Refused, "another one runs", ExitCode.Refused, "FLEET5002 refused: another one runs\n")]
    public async Task Restart_NotDone_SaysWhy(OperationOutcome outcome, string message, int code, string error)
    {
        await using var fleet = await ServedFleet.StartAsync();
        fleet.Control.Says(End(outcome, message));

        (await RanCommand.RunAsync(fleet.Folder, "restart stats")).ShouldBe(new RanCommand(code, "", error));
    }

    [Fact]
    public async Task Restart_Json_PrintsOneItemALine()
    {
        await using var fleet = await ServedFleet.StartAsync();
        fleet.Control.Says(Step("stats", "starting"), End(OperationOutcome.Succeeded, "done", "simulator"));

        var ran = await RanCommand.RunAsync(fleet.Folder, "restart all --json");

        ran.Out.ShouldBe("""
            {"operation":"restart-1","slot":"stats","state":"starting","text":"","final":false}
            {"operation":"restart-1","slot":"","state":"","text":"","final":true,"result":{"outcome":"succeeded","message":"done","skipped":["simulator"]}}

            """);
    }

    [Fact]
    public async Task Restart_AdmiralGoesAway_IsAFailure()
    {
        await using var fleet = await ServedFleet.StartAsync();
        fleet.Control.Says(Step("stats", "starting"));
        fleet.Control.Progress.Writer.Complete();

        var ran = await RanCommand.RunAsync(fleet.Folder, "restart all");

        ran.Code.ShouldBe(ExitCode.Failed);
        ran.Error.ShouldStartWith("FLEET5003 ");
    }

    [Fact]
    public async Task Restart_TakesTooLong_IsLeftToItself()
    {
        await using var fleet = await ServedFleet.StartAsync();

        var ran = await RanCommand.RunAsync(fleet.Folder, "restart all --timeout 200ms");

        ran.Code.ShouldBe(ExitCode.TimedOut);
        ran.Error.ShouldBe("FLEET5004 no end within 200ms. What was begun goes on: see fleet ps. Wait longer: --timeout.\n");
    }

    [Fact]
    public async Task Restart_Interrupted_SaysThatItGoesOn()
    {
        await using var fleet = await ServedFleet.StartAsync();
        using var interrupt = new CancellationTokenSource();
        var running = RanCommand.RunAsync(fleet.Folder, "restart all", ct: interrupt.Token);
        fleet.Control.Says(Step("stats", "starting"));

        await interrupt.CancelAsync();

        (await running.WaitAsync(Patience)).Code.ShouldBe(ExitCode.Interrupted);
    }

    [Theory]
    [InlineData("y\n", ExitCode.Done)]
    [InlineData("n\n", ExitCode.Refused)]
    [InlineData("", ExitCode.Refused)]
    public async Task Stop_WholeFleet_AsksFirst(string answer, int code)
    {
        await using var fleet = await ServedFleet.StartAsync();
        fleet.Control.Says(End(OperationOutcome.Succeeded, "stopped"));

        var ran = await RanCommand.RunAsync(fleet.Folder, "stop", all => all with { InIsTerminal = true, In = new StringReader(answer) });

        ran.Code.ShouldBe(code);
        ran.Error.ShouldStartWith("Stop the whole fleet pingbot (1 workers)? [y/N] ");
        fleet.Control.Requests.Count.ShouldBe(code == ExitCode.Done ? 1 : 0);
    }

    [Fact]
    public async Task Stop_WholeFleetAndNobodyToAsk_NeedsAYes()
    {
        await using var fleet = await ServedFleet.StartAsync();
        fleet.Control.Says(End(OperationOutcome.Succeeded, "stopped"));

        var refused = await RanCommand.RunAsync(fleet.Folder, "stop");
        refused.Code.ShouldBe(ExitCode.Refused);
        refused.Error.ShouldStartWith("FLEET5005 ");
        fleet.Control.Requests.ShouldBeEmpty();

        (await RanCommand.RunAsync(fleet.Folder, "stop -y")).ShouldBe(new RanCommand(ExitCode.Done, "stopped\n", ""));
        fleet.Control.Requests.ShouldHaveSingleItem().ShouldBeOfType<StopRequest>().Names.ShouldBeEmpty();
    }

    [Fact]
    public async Task StopAndStart_OfSlots_AreNotAsked()
    {
        await using var fleet = await ServedFleet.StartAsync();
        fleet.Control.Says(End(OperationOutcome.Succeeded, ""));
        (await RanCommand.RunAsync(fleet.Folder, "stop cluster-0")).Code.ShouldBe(ExitCode.Done);
        fleet.Control.Says(End(OperationOutcome.Succeeded, ""));
        (await RanCommand.RunAsync(fleet.Folder, "start cluster-0")).Code.ShouldBe(ExitCode.Done);

        fleet.Control.Requests.Select(request => request.GetType()).ShouldBe([typeof(StopRequest), typeof(StartRequest)]);
    }
}
