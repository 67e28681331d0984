using Fleet.Admiral.Options;
using Microsoft.Extensions.Logging;
using static Fleet.Admiral.Tests.Options.ConfigUnderTest;

namespace Fleet.Admiral.Tests.Options;

public sealed class FleetConfigLoaderTests
{
    [Theory]
    [InlineData("", NoticeScope.Changes)]
    [InlineData(@"""events"": { ""broadcast"": ""off"" },", NoticeScope.Off)]
    [InlineData(@"""events"": { ""broadcast"": ""All"" },", NoticeScope.All)]
    public void Events_AreBroadcastAsTheKeySays(string more, NoticeScope scope) =>
        ConfigUnderTest.Valid(ConfigUnderTest.With(more + @"""rollout"": { ""notice"": ""3s"" }")).ShouldSatisfyAllConditions(
            config => config.Events.Broadcast.ShouldBe(scope),
            config => config.Rollout.Notice.ShouldBe(TimeSpan.FromSeconds(3)));

    [Fact]
    public void Load_OnlyWhatIsRequired_GivesTheDefaultsOfTheOptionTypes()
    {
        var config = Valid(Minimal);

        config.Name.ShouldBe("pingbot");
        config.Host.ShouldNotBeEmpty();
        config.Bot.Path.ShouldEndWith("/bot/PingBot.dll");
        config.Bot.Path.ShouldStartWith(Path.GetDirectoryName(config.File)!);
        config.ClusterCount.ShouldBe(1);
        config.ShardCount.ShouldBe(1);
        config.Channels.ShouldBeEmpty();
        config.Services.ShouldBeEmpty();
        config.Start.ShouldBe(new StartOptions());
        config.Restart.ShouldBe(new RestartOptions());
        config.Liveness.ShouldBe(new LivenessOptions());
        config.Memory.ShouldBe(new MemoryOptions());
        config.Dumps.ShouldBe(new DumpOptions());
        config.Rollout.ShouldBe(new RolloutOptions());
        config.Shutdown.ShouldBe(new ShutdownOptions());
        config.Ipc.ShouldBe(new IpcOptions());
        config.Stats.ShouldBe(new StatsOptions());
        config.Logs.ShouldBe(new LogOptions { Include = config.Logs.Include, Exclude = config.Logs.Exclude });
        config.Logs.Include.ShouldBeEmpty();
        config.Logs.Exclude.ShouldBeEmpty();
        config.Runtime.Directory.ShouldBe("/run/user/7/fleet");
    }

    [Fact]
    public void Load_Everything_IsRead()
    {
        var config = Valid("""
            // a comment
            {
              "$schema": "x", "name": "pingbot", "host": "wren",
              "bot": { "path": "/srv/bot", "class": "Ping.Bot", "settings": { "Chat": { "Greeting": "hello", "Rooms": ["a", "b"] }, "Limit": 5, "On": true, "Nothing": null }, "startingStatus": "waking up", "environment": { "A": "1" }, "launchWith": "nice -n  5" },
              "clusters": { "count": "auto" }, "shards": 64,
              "channels": ["#Ada", "bob_1"],
              "services": { "stats": { "path": "Stats.csproj", "class": "S", "settings": { "A": "1" }, "pinned": true, "memoryLimit": "2GiB", "environment": { "B": "2" }, "launchWith": "taskset -c 0" }, "simulator": {} },
              "environment": { "DOTNET_gcServer": "0" },
              "start": { "services": "inOrder", "clusters": "together", "timeout": "90s" },
              "restart": { "backoffFirst": "500ms", "backoffMax": "30s", "window": "1m", "losses": 3, "quarantineRetry": "10m", "stableAfter": "2m" },
              "liveness": { "silence": "3s", "behind": "2s", "stuck": "2s", "hung": "1h" },
              "memory": { "clusters": "256MiB", "services": "64 MiB", "sample": "1s", "samples": 1, "hardPercent": 150, "pause": "1m" },
              "dumps": { "directory": "/var/dumps", "keep": 2, "timeout": "5s" },
              "rollout": { "surge": 4, "warm": "0", "drain": "1s", "activate": "2s" },
              "shutdown": { "timeout": "1m", "stop": "5s" },
              "ipc": { "timeout": "3s", "fetchTimeout": "2s", "maxMessage": "2MiB", "holdLimit": "16 MiB" },
              "stats": { "interval": "off", "timeout": "1s" },
              "runtime": { "directory": "/run/fleets" },
              "logs": { "level": "Debug" },
            }
            """);

        config.Host.ShouldBe("wren");
        config.Bot.Class.ShouldBe("Ping.Bot");
        config.Bot.Settings.ShouldBe(new Dictionary<string, string?>
        {
            ["Chat:Greeting"] = "hello",
            ["Chat:Rooms:0"] = "a",
            ["Chat:Rooms:1"] = "b",
            ["Limit"] = "5",
            ["On"] = "true",
            ["Nothing"] = null,
        }, ignoreOrder: true);
        config.ClusterCount.ShouldBe(Environment.ProcessorCount);
        config.ShardCount.ShouldBe(64);
        config.Channels.ShouldBe(["ada", "bob_1"]);
        config.Services.Select(service => service.Name).ShouldBe(["simulator", "stats"]);
        config.Services[0].Path.ShouldBe("/srv/bot");
        config.Services[0].Pinned.ShouldBeFalse();
        config.Services[1].Path.ShouldEndWith("/Stats.csproj");
        config.Services[1].Pinned.ShouldBeTrue();
        config.Services[1].Settings["A"].ShouldBe("1");
        config.Environment.ShouldBe(new Dictionary<string, string> { ["DOTNET_gcServer"] = "0" });
        config.Bot.StartingStatus.ShouldBe("waking up");
        config.Bot.Environment.ShouldBe(new Dictionary<string, string> { ["A"] = "1" });
        config.Bot.LaunchWith.ShouldBe(["nice", "-n", "5"]);
        config.Services[0].LaunchWith.ShouldBeEmpty();
        config.Services[1].Environment.ShouldBe(new Dictionary<string, string> { ["B"] = "2" });
        config.Services[1].LaunchWith.ShouldBe(["taskset", "-c", "0"]);
        config.Rollout.Surge.ShouldBe(4);
        config.Start.ShouldBe(new StartOptions { Services = StartOrder.InOrder, Timeout = TimeSpan.FromSeconds(90) });
        config.Restart.BackoffFirst.ShouldBe(TimeSpan.FromMilliseconds(500));
        config.Restart.Losses.ShouldBe(3);
        config.Liveness.ShouldBe(new LivenessOptions { Silence = TimeSpan.FromSeconds(3), Behind = TimeSpan.FromSeconds(2), Stuck = TimeSpan.FromSeconds(2), Hung = TimeSpan.FromHours(1) });
        config.Memory.ShouldBe(new MemoryOptions { Clusters = 256 << 20, Services = 64 << 20, Sample = TimeSpan.FromSeconds(1), Samples = 1, HardPercent = 150, Pause = TimeSpan.FromMinutes(1) });
        config.Services.Select(service => service.MemoryLimit).ShouldBe([64 << 20, 2L << 30]);
        config.Dumps.ShouldBe(new DumpOptions { Directory = "/var/dumps", Keep = 2, Timeout = TimeSpan.FromSeconds(5) });
        config.Rollout.Warm.ShouldBe(TimeSpan.Zero);
        config.Ipc.FetchTimeout.ShouldBe(TimeSpan.FromSeconds(2));
        config.Ipc.MaxMessage.ShouldBe(2 * 1024 * 1024);
        config.Ipc.HoldLimit.ShouldBe(16 * 1024 * 1024);
        config.Stats.Interval.ShouldBeNull();
        config.Runtime.Directory.ShouldBe("/run/fleets");
        config.Logs.Level.ShouldBe(LogLevel.Debug);
    }

    [Fact]
    public void Load_LaterSources_Win()
    {
        var environment = new Dictionary<string, string>
        {
            ["FLEET__CLUSTERS__COUNT"] = "3",
            ["FLEET__START__TIMEOUT"] = "30s",
            ["FLEET__BOT__SETTINGS__Token"] = "from the environment",
            ["FLEET__SERVICES__STATS__PINNED"] = "true",
            ["FLEET_OTHER"] = "not ours",
        };
        var config = Valid(With("""
            "clusters": { "count": 2 }, "start": { "timeout": "20s" }, "services": { "stats": { "class": "S" } }, "logs": { "level": "error" }
            """), environment, "start.timeout=10s", "bot.settings.Greeting=hi=there");

        config.ClusterCount.ShouldBe(3);
        config.ShardCount.ShouldBe(3);
        config.Start.Timeout.ShouldBe(TimeSpan.FromSeconds(10));
        config.Logs.Level.ShouldBe(LogLevel.Error);
        config.Bot.Settings["Token"].ShouldBe("from the environment");
        config.Bot.Settings["Greeting"].ShouldBe("hi=there");
        config.Services.ShouldHaveSingleItem().Pinned.ShouldBeTrue();
        config.Services[0].Class.ShouldBe("S");
    }

    [Fact]
    public void Load_ListInALaterSource_ReplacesTheWholeList()
    {
        const string three = "\"channels\": [\"a\", \"b\", \"c\"]";

        Valid(With(three), new() { ["FLEET__CHANNELS__0"] = "x" }).Channels.ShouldBe(["x"]);
        Valid(With(three), null, "channels=x, #Y").Channels.ShouldBe(["x", "y"]);
        Valid(With(three), null, "channels=").Channels.ShouldBeEmpty();
    }

    [Fact]
    public void Load_ServiceOnlyInTheEnvironment_IsThere() =>
        Valid(Minimal, new() { ["FLEET__SERVICES__STATS__CLASS"] = "S" }).Services.ShouldHaveSingleItem().Name.ShouldBe("stats");

    [Fact]
    public void Load_Folder_ReadsItsFleetJson()
    {
        using var folder = new TempFolder();
        folder.Write("fleet.json", Minimal);

        var result = FleetConfigLoader.Load(new FleetConfigSources { File = folder.Path });

        result.Config.ShouldNotBeNull().Bot.Path.ShouldBe(folder["bot/PingBot.dll"]);
    }

    [Fact]
    public void Load_ByteOrderMark_IsSkipped() => Valid('\uFEFF' + Minimal).Name.ShouldBe("pingbot");

    [Fact]
    public void FetchTimeout_IsThatOfCommands_WhereNothingIsSaid() =>
        ConfigUnderTest.Valid(ConfigUnderTest.With("""  "ipc": { "timeout": "3s" } """)).Ipc.FetchTimeout.ShouldBe(TimeSpan.FromSeconds(3));
}
