using System.Text.Json.Nodes;
using Fleet.EndToEnd.Tests.Probes;
using Fleet.TestKit.Processes;

namespace Fleet.EndToEnd.Tests.Orders;

/// <summary>Bots order what operators order, and each order ends.</summary>
public sealed class OrderTests
{
    [Fact]
    [Trait("Scenario", "15")]
    public async Task Orders_OfABot_AreCarriedOut_AndEachEnds()
    {
        var file = ProbeFleet.File(2, "boss", "stats");
        await using var fleet = await FleetProcess.StartAsync(file, "boss", "stats", "cluster-0", "cluster-1");
        Task<string> Order(string words) => fleet.TellAsync("boss#1", $"order {words}");

        (await Order("restart stats")).ShouldBe("Succeeded: 1 slot was restarted.");
        (await Order("restart nobody")).ShouldStartWith("Refused: FLEET4002");
        (await Order("stop cluster-1")).ShouldBe("Succeeded: 1 slot was stopped.");
        (await Order("clusters 3")).ShouldStartWith("Refused: cluster-1 is stopped by order");
        (await Order("start cluster-1")).ShouldBe("Succeeded: 1 slot was started.");
        (await Order("clusters 3")).ShouldBe("Succeeded: 3 clusters serve layout 2, in place of 2.");
        (await Order($"add extra {Path.Combine(file["probe"], "Probe.dll")} {ProbeSource.Service} {file["d"]}")).ShouldBe("Succeeded: 1 slot was added.");
        (await fleet.TellAsync("extra#1", "ask stats 5")).ShouldBe("value 5 by stats#2");
        (await Order($"add extra x y {file["d"]}")).ShouldBe("Refused: There is a service extra already.");
        (await Order("remove extra")).ShouldBe("Succeeded: 1 slot was removed.");
        (await fleet.PsAsync()).Select(worker => worker.Slot).ShouldBe(["boss", "stats", "cluster-0", "cluster-1", "cluster-2"]);

        (await Order("shutdown")).ShouldStartWith("stop-");
        (await fleet.ExitAsync()).ShouldBe(0, fleet.Log.ToString());
    }

    [Fact]
    public async Task Orders_OfAWorkerThatMayNotGiveThem_AreRefused_AndTold()
    {
        var file = ProbeFleet.File(1, "boss", "stats").Set("orders.allow", new JsonArray("boss"));
        await using var fleet = await FleetProcess.StartAsync(file, "boss", "stats", "cluster-0");

        (await fleet.TellAsync("cluster-0#1", "order restart stats")).ShouldStartWith("error Refused NotExecuted");
        await fleet.Log.LineAsync("FLEET4601 cluster-0#1 gave an order that it may not give: restart stats");
        (await fleet.TellAsync("boss#1", "order restart stats")).ShouldBe("Succeeded: 1 slot was restarted.");
        await fleet.Log.LineAsync("boss#1 gave an order: restart stats");
    }
}
