using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Fleet.TestKit.Plugins;
using Fleet.TestKit.Processes;

namespace Fleet.EndToEnd.Tests.Sharding;

/// <summary>A service says how many shards there are; this host has some of them, and they identify one after the other in their groups.</summary>
public sealed class ShardsAutoTests
{
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(300);

    [Fact]
    public async Task Shards_OfAServiceThatIsDownAtFirst_AreDividedWhenItAnswers_AndAskedForAgainByReshard()
    {
        var file = File(ShardedBot.Gateway);
        file.Set("shardsHere", new JsonArray("0-3", 5)).Set("identify.concurrency", "auto").Set("identify.every", "300ms").Set("identify.margin", "1700ms").Set("start.perShard", "20s");
        await using var fleet = FleetProcess.Start(file);

        await fleet.Log.LineAsync("FLEET4301 The shard source (the service gateway) gave no number of shards: the gateway is down.");
        await fleet.Log.LineAsync("gateway#1 | asked by the Admiral, who has 0");
        foreach (var cluster in (string[])["cluster-0#1", "cluster-1#1", "cluster-2#1"]) await fleet.ActiveAsync(cluster);

        // The clusters came when the service had answered.
        IndexOf(fleet, "6 shards").ShouldBeGreaterThan(IndexOf(fleet, "FLEET4301"));
        IndexOf(fleet, "cluster-0#1 is active").ShouldBeGreaterThan(IndexOf(fleet, "6 shards"));
        var identified = Identified(fleet, 6);
        identified.Select(done => done.Shard).Order().ShouldBe([0, 1, 2, 3, 5]);
        foreach (var group in identified.GroupBy(done => done.Shard % 2))
            foreach (var (one, next) in group.Zip(group.Skip(1))) Stopwatch.GetElapsedTime(one.At, next.At).ShouldBeGreaterThanOrEqualTo(Every);

        (await fleet.RunAsync("reshard", "--shards", "5")).ExitCode.ShouldBe(4, "shard 5 would not be there");
        var reshard = await fleet.RunAsync("reshard", "--clusters", "1", "--shards", "auto");

        reshard.ExitCode.ShouldBe(0, $"{reshard}\n{fleet.Log}");
        await fleet.Log.LineAsync("gateway#1 | asked by the Admiral, who has 6");
        Identified(fleet, 8).Select(done => done.Shard).Order().ShouldBe([0, 1, 2, 3, 5]);
        (await fleet.PsAsync()).Select(worker => worker.Worker).ShouldBe(["gateway#1", "cluster-0#2"]);
    }

    [Fact]
    public async Task Shards_OfAServiceThatDoesNotKnow_AreToldAsMissing_AndTheRestRuns()
    {
        await using var fleet = FleetProcess.Start(File(ShardedBot.Mute));

        await fleet.Log.LineAsync("it handles no ShardQuestion: register Ipc.Handle<ShardQuestion, ShardAnswer>");

        (await fleet.PsAsync()).Select(worker => worker.Phase).ShouldBe(["active"]);
        (await fleet.RunAsync("ps")).Out.ShouldContain("\nThe clusters wait for the shard source (the service gateway) to say how many shards there are. FLEET4301 It gave none: it handles no ShardQuestion");
        (await fleet.RunAsync("reshard", "--shards", "4")).ExitCode.ShouldBe(4);
        (await fleet.RunAsync("stop", "--yes")).ExitCode.ShouldBe(0, fleet.Log.ToString());
        (await fleet.ExitAsync()).ShouldBe(0);
    }

    private static FleetFile File(string source)
    {
        var file = new FleetFile();
        var dll = new PluginBuilder("Sharded", ShardedBot.Text).Build(file["sharded"]);
        return file.Clusters(3, dll, @class: ShardedBot.Bot).Service("gateway", dll, @class: source)
            .Set("shards", "auto").Set("shardSource.service", "gateway").Set("shardSource.backoffFirst", "100ms").Set("rollout.warm", "300ms");
    }

    private static int IndexOf(FleetProcess fleet, string text) => fleet.Log.Lines.ToList().FindIndex(line => line.Contains(text, StringComparison.Ordinal));

    private static List<(int Shard, long At)> Identified(FleetProcess fleet, int of) =>
    [
        .. from line in fleet.Log.Lines
           let words = line.Split(" identified ")
           where words.Length == 2
           let parts = words[1].Split(' ')
           where parts[2] == of.ToString(CultureInfo.InvariantCulture)
           let at = long.Parse(parts[4], CultureInfo.InvariantCulture)
           orderby at
           select (int.Parse(parts[0], CultureInfo.InvariantCulture), at),
    ];
}
