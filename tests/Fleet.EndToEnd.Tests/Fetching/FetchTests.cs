using Fleet.EndToEnd.Tests.Probes;
using Fleet.TestKit.Processes;

namespace Fleet.EndToEnd.Tests.Fetching;

/// <summary>Entities are found wherever they are, only those are asked who can know, and what cannot be said is not taken for "not there".</summary>
public sealed class FetchTests
{
    // Shard 0, 1 and 2 of 3, in that order.
    private const string Guilds = "12582912,4194304,8388608";

    [Fact]
    public async Task Entities_AreFound_NotFound_OrUnavailable_AsTheClustersAre()
    {
        await using var fleet = await FleetProcess.StartAsync(ProbeFleet.File(3, "stats"), "stats", "cluster-0", "cluster-1", "cluster-2");
        Task<string> Fetch(string words, string worker = "stats#1") => fleet.TellAsync(worker, $"fetch {words}");

        (await Fetch("user 2,0,7 10000")).ShouldBe("2=cluster-2#1 0=cluster-0#1 7=NotFound");
        (await Fetch($"guild {Guilds} 10000")).ShouldBe("12582912=cluster-0#1 4194304=cluster-1#1 8388608=cluster-2#1");
        (await Fetch("member 8388608/5 10000", "cluster-0#1")).ShouldBe("8388608/5=cluster-2#1");
        string[] asked = ["cluster-0#1 | asked for guild 12582912", "cluster-1#1 | asked for guild 4194304", "cluster-2#1 | asked for guild 8388608"];
        foreach (var line in asked) await fleet.Log.WaitForLineAsync(one => one.EndsWith(line, StringComparison.Ordinal), line);
        AskedForGuilds(fleet).ShouldBe(asked, ignoreOrder: true);
        // Scenario 19: two that hang are named, the third too.
        (await Fetch("recipe 1 300")).ShouldBe("1=Unavailable (cluster 0: TimedOut) (cluster 1: TimedOut) (cluster 2: TimedOut)");

        // A gap in the numbers of those who serve: what the others know is found all the same.
        (await fleet.RunAsync("stop", "cluster-0")).ExitCode.ShouldBe(0);
        (await Fetch("user 2 10000")).ShouldBe("2=cluster-2#1");
        (await Fetch("user 7 10000")).ShouldBe("7=Unavailable (cluster 0: Unavailable)");
        (await Fetch($"guild {Guilds} 10000")).ShouldBe("12582912=Unavailable (shard 0: Unavailable) 4194304=cluster-1#1 8388608=cluster-2#1");
        (await fleet.RunAsync("start", "cluster-0")).ExitCode.ShouldBe(0);

        // The service learns of another number of shards from whom it asks.
        (await fleet.RunAsync("reshard", "--shards", "6")).ExitCode.ShouldBe(0);
        var guilds = (await Fetch("guild 20971520,8388608 10000")).Split(' ');
        guilds[0].ShouldStartWith("20971520=cluster-2#");
        guilds[1].ShouldStartWith("8388608=cluster-1#");
    }

    private static List<string> AskedForGuilds(FleetProcess fleet) =>
        [.. fleet.Log.Lines.Where(line => line.Contains("asked for guild", StringComparison.Ordinal)).Select(line => line[line.IndexOf("cluster-", StringComparison.Ordinal)..].Trim())];
}
