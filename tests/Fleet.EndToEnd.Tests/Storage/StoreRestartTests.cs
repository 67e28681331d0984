using Fleet.EndToEnd.Tests.Probes;
using Fleet.TestKit.Processes;

namespace Fleet.EndToEnd.Tests.Storage;

/// <summary>The store outlives workers; their watches do not, and their successors watch for themselves.</summary>
public sealed class StoreRestartTests
{
    [Fact]
    [Trait("Scenario", "18")]
    public async Task Store_SurvivesWorkers_RestartedAndKilled()
    {
        await using var fleet = await FleetProcess.StartAsync(ProbeFleet.File(1, "stats"), "stats", "cluster-0");
        (await fleet.TellAsync("cluster-0#1", "store set name wren")).ShouldBe("set");
        (await fleet.TellAsync("cluster-0#1", "store count sum 10")).ShouldBe("10 different");
        (await fleet.TellAsync("cluster-0#1", "store watch name")).ShouldBe("watching");

        (await fleet.RunAsync("restart", "cluster-0")).ExitCode.ShouldBe(0, fleet.Log.ToString());
        (await fleet.TellAsync("cluster-0#2", "store get name")).ShouldBe("wren");
        (await fleet.TellAsync("cluster-0#2", "store watch name")).ShouldBe("watching");
        (await fleet.TellAsync("stats#1", "store set name tit")).ShouldBe("set");
        (await fleet.TellAsync("cluster-0#2", "store seen name 1")).ShouldBe("Set:name=tit");

        ProcessTable.Send((await fleet.PsAsync("cluster-0")).Pid, ProcessTable.Kill);
        await fleet.ActiveAsync("cluster-0#3");
        (await fleet.TellAsync("cluster-0#3", "store get name")).ShouldBe("tit");
        (await fleet.TellAsync("cluster-0#3", "store watch name")).ShouldBe("watching");
        (await fleet.TellAsync("cluster-0#3", "store count sum 10")).ShouldBe("10 different");
        (await fleet.TellAsync("stats#1", "store delete name")).ShouldBe("deleted");
        (await fleet.TellAsync("cluster-0#3", "store seen name 1")).ShouldBe("Deleted:name");
        (await fleet.TellAsync("stats#1", "store get sum")).ShouldBe("20");
    }

    [Fact]
    public async Task Increments_DuringARestart_AreExact()
    {
        await using var fleet = await FleetProcess.StartAsync(ProbeFleet.File(1, "stats"), "stats", "cluster-0");
        var restart = fleet.RunAsync("restart", "cluster-0");

        for (var round = 0; !restart.IsCompleted || round < 5; round++) (await fleet.TellAsync("stats#1", $"store count r{round} 100")).ShouldBe("100 different");

        (await restart).ExitCode.ShouldBe(0, fleet.Log.ToString());
        (await fleet.TellAsync("cluster-0#2", "store get r0")).ShouldBe("100");
    }
}
