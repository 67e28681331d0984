using System.Text.RegularExpressions;
using Fleet.TestKit.Processes;

namespace Fleet.EndToEnd.Tests.Demo;

/// <summary>The fleet of <c>samples/fleet.json</c>, from the built DLLs: a simulated chat that judges, a stats service, two clusters of the bot.</summary>
internal static partial class DemoFleet
{
    public static readonly string[] Slots = ["simulator", "stats", "cluster-0", "cluster-1"];

    private static readonly string[] Channels = ["ada", "grace", "alan", "edsger"];

    /// <summary>The file.</summary>
    /// <param name="messagesPerSecond">What the viewers write, over all channels.</param>
    /// <param name="commandsPerSecond">Commands of each cluster to the stats service.</param>
    /// <param name="bot">The bot's DLL; null for the built sample.</param>
    public static FleetFile File(double messagesPerSecond, double commandsPerSecond, string? bot = null)
    {
        var port = FreePort.Take();
        return new FleetFile()
            .Service("simulator", FleetProgram.Sample("TwitchSimulator"), pinned: true, settings: new
            {
                port,
                channels = string.Join(',', Channels),
                messagesPerSecond,
                pingShare = 0.2,
                statsShare = 0.1,
                answerDeadlineSeconds = 30,
                summarySeconds = 0.5,
                seed = 1,
            })
            .Service("stats", FleetProgram.Sample("StatsService"))
            .Clusters(2, bot ?? FleetProgram.Sample("PingBot"), new { endpoint = $"irc://127.0.0.1:{port}", login = "pingbot", token = "oauth:simulated", limits = false, commandsPerSecond })
            .Set("channels", new System.Text.Json.Nodes.JsonArray([.. Channels.Select(channel => (System.Text.Json.Nodes.JsonNode)channel)]))
            .Set("rollout.warm", "300ms")
            .Set("stats.interval", "200ms");
    }

    /// <summary>Waits until the simulator says that more questions than before were answered and none is open.</summary>
    /// <returns>What it counted.</returns>
    public static async Task<Summary> SettledAsync(this FleetProcess fleet, long answeredMoreThan = 0)
    {
        // Every summary from here on is of a time after what the test did before.
        var line = await fleet.Log.WaitForLineAsync(
            line => Summary.Read(line) is { InFlight: 0 } summary && summary.Answered > answeredMoreThan, $"all of more than {answeredMoreThan} questions are answered", fleet.Log.Count);
        return Summary.Read(line)!;
    }

    /// <summary>The last summary that the simulator gave, as it stopped.</summary>
    public static Summary LastSummary(this FleetProcess fleet) => fleet.Log.Lines.Select(Summary.Read).OfType<Summary>().Last();

    internal sealed partial record Summary(long InFlight, long Late, long Answered, long Missing, long Double)
    {
        public static Summary? Read(string line) =>
            Pattern().Match(line) is { Success: true } match
                ? new Summary(Number(match, 1), Number(match, 2), Number(match, 3), Number(match, 4), Number(match, 5))
                : null;

        public void ShouldBePerfect(string log)
        {
            Answered.ShouldBeGreaterThan(0, log);
            Missing.ShouldBe(0, log);
            Double.ShouldBe(0, log);
        }

        private static long Number(Match match, int group) => long.Parse(match.Groups[group].ValueSpan, System.Globalization.CultureInfo.InvariantCulture);

        [GeneratedRegex(@" connections, (\d+) in flight, (\d+) late, p99 [\d.]+ ms: (\d+) answered, (\d+) missing, (\d+) double$")]
        private static partial Regex Pattern();
    }
}
