using Fleet.Admiral.CommandLine;
using Fleet.Admiral.Tests.Control;

namespace Fleet.Admiral.Tests.CommandLine;

public sealed class QuestionVerbTests
{
    [Fact]
    public async Task Ps_Json_PrintsExactlyTheAgreedForm()
    {
        await using var fleet = await ServedFleet.StartAsync();

        var ran = await RanCommand.RunAsync(fleet.Folder, "ps --json");

        ran.ShouldBe(new RanCommand(ExitCode.Done, """{"workers":[{"slot":"cluster-0","worker":"cluster-0#1","kind":"cluster","pid":1,"phase":"active","restarts":0,"generation":1,"uptimeSeconds":1.5,"memoryBytes":1,"pinned":false,"note":""}]}""" + "\n", ""));
    }

    [Fact]
    public async Task Ps_Piped_PrintsAPlainAlignedTable()
    {
        await using var fleet = await ServedFleet.StartAsync();
        fleet.Control.Status = fleet.Control.Status with
        {
            Workers =
            [
                new WorkerSummary("stats", "stats#12", "service", "active", 12345, 11, 2, 187_200, 64_000_000, true, ""),
                new WorkerSummary("cluster-0", "", "cluster", "quarantined", 0, 5, 2, 0, 0, false, "exit 134\n\u001b[2J" + new string('x', 200)),
            ],
        };

        var ran = await RanCommand.RunAsync(fleet.Folder, "ps");

        ran.Out.ShouldBe(
            "SLOT       WORKER    PHASE          PID  MEMORY  UPTIME  RESTARTS  NOTE\n" +
            "stats      stats#12  active       12345  61 MiB   2d 4h        11  pinned\n" +
            "cluster-0  -         quarantined      -       -       -         5  exit 134\\x0A\\x1B[2J" + new string('x', 200) + "\n");
        ran.Code.ShouldBe(ExitCode.Done);
    }

    [Fact]
    public async Task Ps_OfClustersThatWaitForTheirShards_SaysSoInBothForms()
    {
        await using var fleet = await ServedFleet.StartAsync();
        fleet.Control.Status = fleet.Control.Status with { Workers = [], ClustersWait = "The clusters wait. FLEET4301 It gave none: no\nluck." };

        var text = await RanCommand.RunAsync(fleet.Folder, "ps");
        var json = await RanCommand.RunAsync(fleet.Folder, "ps --json");

        text.Out.ShouldEndWith("NOTE\nThe clusters wait. FLEET4301 It gave none: no\\x0Aluck.\n");
        json.Out.ShouldBe("""{"workers":[],"clustersWait":"The clusters wait. FLEET4301 It gave none: no\nluck."}""" + "\n");
    }

    [Theory]
    [InlineData("ps", true)]
    [InlineData("ps --no-color", false)]
    public async Task Ps_OnATerminal_IsColouredUnlessTold(string arguments, bool colored)
    {
        await using var fleet = await ServedFleet.StartAsync();

        var ran = await RanCommand.RunAsync(fleet.Folder, arguments, all => all with { OutIsTerminal = true });

        ran.Out.Contains('\u001b', StringComparison.Ordinal).ShouldBe(colored);
        ran.Out.ShouldContain("cluster-0#1");
    }

    [Theory]
    [InlineData("ps {config}")]
    [InlineData("ps --config {config}")]
    [InlineData("ps -c {folder}")]
    [InlineData("ps --socket {socket}")]
    [InlineData("ps --set name=pingbot {config}")]
    public async Task Ps_FromElsewhere_FindsTheNamedFleet(string arguments)
    {
        await using var fleet = await ServedFleet.StartAsync();
        using var elsewhere = new TempFolder();

        var ran = await RanCommand.RunAsync(elsewhere.Path, arguments.Replace("{config}", fleet.Config, StringComparison.Ordinal).Replace("{folder}", fleet.Folder, StringComparison.Ordinal).Replace("{socket}", fleet.Socket, StringComparison.Ordinal));

        ran.Error.ShouldBeEmpty();
        ran.Code.ShouldBe(ExitCode.Done);
    }

    [Fact]
    public async Task Ps_NoConfigurationHere_FindsTheOnlyRunningFleet()
    {
        await using var fleet = await ServedFleet.StartAsync();
        using var elsewhere = new TempFolder();
        Fleet.Admiral.Control.RunDirectory.Take(fleet.Runtime, "stopped").Directory!.Dispose();

        var ran = await RanCommand.RunAsync(elsewhere.Path, "ps", all => all with { Environment = new Dictionary<string, string> { ["XDG_RUNTIME_DIR"] = fleet.Folder } });

        ran.Out.ShouldContain("cluster-0#1");
    }

    [Fact]
    public async Task Ps_SeveralFleetsRun_AsksWhich()
    {
        await using var fleet = await ServedFleet.StartAsync("one");
        using var second = Fleet.Admiral.Control.RunDirectory.Take(fleet.Runtime, "two").Directory.ShouldNotBeNull();
        await using var server = await Fleet.Admiral.Control.ControlServer.StartAsync(fleet.Control, new() { Socket = second.ControlSocket }, Microsoft.Extensions.Logging.Abstractions.NullLoggerFactory.Instance, CancellationToken.None);
        using var elsewhere = new TempFolder();

        var ran = await RanCommand.RunAsync(elsewhere.Path, "ps", all => all with { Environment = new Dictionary<string, string> { ["XDG_RUNTIME_DIR"] = fleet.Folder } });

        ran.Code.ShouldBe(ExitCode.NoAdmiral);
        ran.Error.ShouldBe($"FLEET5007 2 fleets run here: one, two. Say which: --config, or --socket {fleet.Socket}\n");
    }

    [Fact]
    public async Task Ps_NoFleetAnywhere_SaysWhereItLooked()
    {
        using var folder = new TempFolder();

        var ran = await RanCommand.RunAsync(folder.Path, "ps");

        ran.ShouldBe(new RanCommand(ExitCode.NoAdmiral, "", $"FLEET5001 no running fleet found (looked for ./fleet.json and in {folder["fleet"]}). Start it: fleet run, or name it: --socket.\n"));
    }

    [Fact]
    public async Task Ps_FleetOfThisFolderDoesNotRun_SaysWhereItLooked()
    {
        await using var fleet = await ServedFleet.StartAsync();
        await fleet.StopServingAsync();

        (await RanCommand.RunAsync(fleet.Folder, "ps")).ShouldBe(new RanCommand(ExitCode.NoAdmiral, "", $"FLEET5001 no running fleet found (looked for {fleet.Socket} from {fleet.Config}). Start it: fleet run, or name it: --socket.\n"));

        // What a killed Admiral leaves: a file, and nobody behind it.
        File.WriteAllText(fleet.Socket, "");
        var stale = await RanCommand.RunAsync(fleet.Folder, "ps");
        stale.Code.ShouldBe(ExitCode.NoAdmiral);
        stale.Error.ShouldStartWith("FLEET5001 no running fleet found: nobody answers at ");
    }

    [Fact]
    public async Task Ps_FolderOfTheSocketOpenToOthers_IsNotTrusted()
    {
        await using var fleet = await ServedFleet.StartAsync();
        File.SetUnixFileMode(Path.GetDirectoryName(fleet.Socket)!, (UnixFileMode)0b111_111_111);

        var ran = await RanCommand.RunAsync(fleet.Folder, "ps");

        ran.Code.ShouldBe(ExitCode.NoAdmiral);
        ran.Error.ShouldStartWith("FLEET3003 ");
    }

    [Fact]
    public async Task Ps_SocketPathTooLong_IsAFault()
    {
        using var folder = new TempFolder();

        var ran = await RanCommand.RunAsync(folder.Path, $"ps --socket {new string('x', 200)}");

        ran.Code.ShouldBe(ExitCode.NoAdmiral);
        ran.Error.ShouldStartWith("FLEET5001 ");
    }

    [Fact]
    public async Task Stats_Json_PrintsTheStats()
    {
        await using var fleet = await ServedFleet.StartAsync();
        fleet.Control.Stats = new FleetStats { ShardCount = 3, Clusters = [new WorkerStats { Slot = "cluster-0", Shards = [0, 1] }] };

        var ran = await RanCommand.RunAsync(fleet.Folder, "stats --json --collect");

        ran.Code.ShouldBe(ExitCode.Done);
        using var json = System.Text.Json.JsonDocument.Parse(ran.Out);
        json.RootElement.GetProperty("shardCount").GetInt32().ShouldBe(3);
        json.RootElement.GetProperty("clusters")[0].GetProperty("shards").GetArrayLength().ShouldBe(2);
        fleet.Control.Requests.ShouldBe([true]);
    }

    [Fact]
    public async Task Stats_Piped_PrintsTables()
    {
        await using var fleet = await ServedFleet.StartAsync();
        fleet.Control.Stats = new FleetStats
        {
            Clusters = [new WorkerStats { Slot = "cluster-0", Worker = "cluster-0#1", MemoryBytes = 2048, LatencyMilliseconds = 0.25, Shards = [0, 1] }],
            Totals = new Dictionary<string, double> { ["messages"] = 12 },
            Missing = ["cluster-1"],
        };

        var ran = await RanCommand.RunAsync(fleet.Folder, "stats");

        ran.Out.ShouldContain("cluster-0  cluster-0#1   2 KiB   0 B  0 s      0s  0.25 ms       0        0  0,1\n");
        ran.Out.ShouldContain("messages                  12\n");
        ran.Error.ShouldBe("No answer from: cluster-1.\n");
    }

    [Fact]
    public async Task Stats_OfMessages_AreExactlyThese_AndLeftOutWhereThereAreNone()
    {
        await using var fleet = await ServedFleet.StartAsync();
        fleet.Control.Stats = new FleetStats { Routing = new RoutingStats() };
        (await RanCommand.RunAsync(fleet.Folder, "stats")).Out.ShouldNotContain("MESSAGES");

        fleet.Control.Stats = new FleetStats { Routing = new RoutingStats { EventsDelivered = 1200, CommandsDelivered = 30 } };
        (await RanCommand.RunAsync(fleet.Folder, "stats")).Out.ShouldEndWith(
            "\n" +
            "MESSAGES            COUNT\n" +
            "events delivered     1200\n" +
            "commands delivered     30\n");

        fleet.Control.Stats = new FleetStats
        {
            Routing = new RoutingStats
            {
                EventsDelivered = 1,
                EventsHeld = 2,
                EventsToNobody = 3,
                EventsOverflowed = 4,
                EventsTooLarge = 5,
                EventsForged = 6,
                CommandsDelivered = 7,
                CommandsHeld = 8,
                CommandsToNobody = 9,
                CommandsUnavailable = 10,
                CommandsBusy = 11,
                CommandsBehind = 12,
                CommandsTooLarge = 13,
                CommandsForbidden = 14,
                RepliesLate = 15,
                RepliesLost = 16,
                Slots = [new SlotRoutingStats { Slot = "stats", EventsDelivered = 1, EventsHeld = 2, EventsToNobody = 3, EventsOverflowed = 4, EventsTooLarge = 5, CommandsDelivered = 6, CommandsHeld = 7, CommandsUnavailable = 8, CommandsBusy = 9, CommandsBehind = 10, CommandsTooLarge = 11 }],
            },
        };

        (await RanCommand.RunAsync(fleet.Folder, "stats")).Out.ShouldEndWith(
            "\n" +
            "MESSAGES                            COUNT\n" +
            "events delivered                        1\n" +
            "events held in handovers                2\n" +
            "events dropped: queue full              4\n" +
            "events dropped: nobody there            3\n" +
            "events dropped: too large               5\n" +
            "events dropped: Fleet's own name        6\n" +
            "commands delivered                      7\n" +
            "commands held in handovers              8\n" +
            "commands refused: no such target        9\n" +
            "commands refused: no active worker     10\n" +
            "commands refused: busy                 11\n" +
            "commands refused: does not get on      12\n" +
            "commands refused: too large            13\n" +
            "commands refused: not allowed          14\n" +
            "replies too late                       15\n" +
            "replies lost                           16\n" +
            "\n" +
            "EVENTS DROPPED FOR  FULL  NOBODY  TOO LARGE  COMMANDS REFUSED\n" +
            "stats                  4       3          5                38\n");
        using var json = System.Text.Json.JsonDocument.Parse((await RanCommand.RunAsync(fleet.Folder, "stats --json")).Out);
        json.RootElement.GetProperty("routing").GetRawText().ShouldBe(
            """{"eventsDelivered":1,"eventsHeld":2,"eventsToNobody":3,"eventsOverflowed":4,"eventsTooLarge":5,"eventsForged":6,""" +
            """ "commandsDelivered":7,"commandsHeld":8,"commandsToNobody":9,"commandsUnavailable":10,"commandsBusy":11,"commandsBehind":12,"commandsTooLarge":13,"commandsForbidden":14,""".TrimStart() +
            """ "repliesLate":15,"repliesLost":16,"slots":[{"slot":"stats","eventsDelivered":1,"eventsHeld":2,"eventsToNobody":3,"eventsOverflowed":4,"eventsTooLarge":5,""".TrimStart() +
            """ "commandsDelivered":6,"commandsHeld":7,"commandsUnavailable":8,"commandsBusy":9,"commandsBehind":10,"commandsTooLarge":11}]}""".TrimStart());
    }

    [Fact]
    public async Task Stats_OfStoreAndBudgets_ArePrintedInBothForms()
    {
        await using var fleet = await ServedFleet.StartAsync();
        fleet.Control.Stats = new FleetStats
        {
            Store = new StoreStats { Keys = 3, Bytes = 2048, Reads = 40, Writes = 12, Refused = 1, Conflicts = 2, Expired = 5 },
            Budgets = [new BudgetStatus { Name = "join", Waiting = 4, Granted = 20, Returned = 1, NotYet = 2, TurnedAway = 3, Cancelled = 1, Orphaned = 1, LongestWait = TimeSpan.FromSeconds(1.5) }],
        };

        var text = await RanCommand.RunAsync(fleet.Folder, "stats");
        var json = await RanCommand.RunAsync(fleet.Folder, "stats --json");

        text.Out.ShouldContain("keys of the store          3\n");
        text.Out.ShouldContain("bytes of the store     2 KiB\n");
        text.Out.ShouldContain("join          4       20         1        5         2         1.5 s\n");
        using var read = System.Text.Json.JsonDocument.Parse(json.Out);
        read.RootElement.GetProperty("store").GetProperty("expired").GetInt64().ShouldBe(5);
        read.RootElement.GetProperty("budgets")[0].GetProperty("longestWait").GetString().ShouldBe("00:00:01.5000000");
    }
}
