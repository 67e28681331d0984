using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Fleet.TestKit.Plugins;
using Fleet.TestKit.Processes;

namespace Fleet.EndToEnd.Tests.Budgets;

/// <summary>P8: limits are counted over all processes, whatever becomes of them.</summary>
public sealed class BudgetTests
{
    [Fact]
    public async Task Worker_KilledWithPermitsAndAWaitingRequest_LeavesThePermitsCountedAndTheQueueFree()
    {
        var file = new FleetFile();
        var dll = Build(file);
        file.Service("victim", dll, @class: BudgetBot.Victim).Service("survivor", dll, @class: BudgetBot.Survivor);
        file.Set("budgets.work", new JsonObject { ["limit"] = 4, ["per"] = "8s", ["margin"] = "2s" }).Set("start.services", "inOrder");
        await using var fleet = FleetProcess.Start(file);
        var taking = await fleet.Log.LineAsync("victim#1 | taking as ");
        (await fleet.Log.LineAsync("victim#1 | used ")).ShouldEndWith("used 4, 1 waits");
        (await fleet.Log.LineAsync("survivor#1 | now ")).ShouldEndWith("now NotYet True");

        ProcessTable.Send(int.Parse(taking.Split(" taking as ")[1].Split(' ')[0], CultureInfo.InvariantCulture), ProcessTable.Kill);
        var end = await fleet.Log.LineAsync("survivor#1 | granted ");

        // The four of the dead and the one of the living: had the dead one's request been served, there would be one more.
        end.ShouldContain("granted 5, orphaned 1, waiting 0 at ");
        Stopwatch.GetElapsedTime(LastNumber(taking), LastNumber(end)).ShouldBeGreaterThanOrEqualTo(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task Workers_UsingOneBudget_TogetherKeepToIt()
    {
        var file = new FleetFile();
        file.Clusters(2, Build(file), @class: BudgetBot.Hammer);
        await using var fleet = FleetProcess.Start(file);
        var times = new List<long>();
        foreach (var cluster in (string[])["cluster-0", "cluster-1"])
            times.AddRange((await fleet.Log.LineAsync($"{cluster}#1 | times ")).Split(" times ")[1].Split(' ').Select(time => long.Parse(time, CultureInfo.InvariantCulture)));
        times.Sort();

        times.Count.ShouldBe(24);
        for (var i = 6; i < times.Count; i++) Stopwatch.GetElapsedTime(times[i - 6], times[i]).ShouldBeGreaterThan(TimeSpan.FromMilliseconds(500), $"use {i}");
    }

    private static string Build(FleetFile file) => new PluginBuilder("Budgeted", BudgetBot.Text).Build(file["budgeted"]);

    private static long LastNumber(string line) => long.Parse(line[(line.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture);
}
