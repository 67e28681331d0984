using Fleet.Admiral.Options;
using Fleet.Planning.Budgets;
using static Fleet.Admiral.Tests.Options.ConfigUnderTest;

namespace Fleet.Admiral.Tests.Options;

public sealed class ShardSectionTests
{
    [Fact]
    public void Load_ShardsAuto_TakesTheSourcesNumber()
    {
        var config = Valid(With("""
            "shards": "auto", "unitsPerShard": 1300, "services": { "gateway": {} },
            "shardSource": { "service": "gateway", "timeout": "3s", "backoffFirst": "2s", "backoffMax": "20s" },
            "identify": { "concurrency": "auto", "every": "6s", "margin": "500ms" },
            "start": { "perShard": "7s" }
            """));

        config.ShardCount.ShouldBeNull();
        config.Shards.ShouldBe(new ShardOptions
        {
            UnitsPerShard = 1300,
            SourceService = "gateway",
            SourceTimeout = TimeSpan.FromSeconds(3),
            BackoffFirst = TimeSpan.FromSeconds(2),
            BackoffMax = TimeSpan.FromSeconds(20),
        });
        config.Identify.ShouldBe(new IdentifyOptions { IsLimited = true, Every = TimeSpan.FromSeconds(6), Margin = TimeSpan.FromMilliseconds(500) });
        config.Start.TimeoutOf(3).ShouldBe(TimeSpan.FromSeconds(60 + 21));
    }

    [Fact]
    public void Load_NothingSaid_GivesTheDefaults()
    {
        var config = Valid(Minimal);

        config.Shards.ShouldBe(new ShardOptions());
        config.Identify.ShouldBe(new IdentifyOptions());
        config.Identify.IsLimited.ShouldBeFalse();
        config.Start.PerShard.ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public void Load_AFixedConcurrency_NeedsNoSource_AndMakesABudgetPerGroup()
    {
        var identify = Valid(With(""" "shards": 16, "identify": { "concurrency": 16 } """)).Identify;

        (identify.IsLimited, identify.Concurrency).ShouldBe((true, 16));
        identify.Definition().Windows.Select(BudgetRules.Text).ShouldBe(["1 per 5s margin 1s per key"]);
    }

    [Theory]
    [InlineData("\"0-7\"", "0 1 2 3 4 5 6 7")]
    [InlineData("[\"0-3\", 9]", "0 1 2 3 9")]
    [InlineData("0", "0")] // a shard, not "unset"
    [InlineData("[0]", "0")]
    [InlineData("[9, \"4-5\", \"0\"]", "0 4 5 9")]
    [InlineData("\"3, 0-1\"", "0 1 3")]
    public void Load_ShardsHere_AreRead(string here, string shards) =>
        string.Join(' ', Valid(With($""" "shards": 16, "shardsHere": {here} """)).Shards.Here!).ShouldBe(shards);

    [Fact]
    public void Load_ShardsHereFromTheEnvironmentAndSets_AreRead()
    {
        Valid(With("\"shards\": 16"), new() { ["FLEET__SHARDSHERE"] = "0-1,5", ["XDG_RUNTIME_DIR"] = "/run/user/7" }).Shards.Here.ShouldBe([0, 1, 5]);
        Valid(With("\"shards\": 16, \"shardsHere\": [1, 2]"), null, "shardsHere=0").Shards.Here.ShouldBe([0]);
    }

    [Theory]
    [InlineData("\"shards\": \"many\"", "shards = \"many\" (fleet.json line 4): must be \"auto\" or a number, 0 to 65536.")]
    [InlineData("\"shards\": \"auto\"", "shards = \"auto\" (fleet.json line 4): must be a number, unless shardSource.service names the service that knows it.")]
    [InlineData("\"shardSource\": { \"service\": \"gateway\" }", "shardSource.service = \"gateway\" (fleet.json line 4): must be one of the services, of which there are none.")]
    [InlineData("\"services\": { \"stats\": {} }, \"shards\": \"auto\", \"shardSource\": { \"service\": \"gateway\" }", "shardSource.service = \"gateway\" (fleet.json line 4): must be one of the services: stats.")]
    [InlineData("\"shardSource\": { \"backoffFirst\": \"9s\", \"backoffMax\": \"8s\" }", "shardSource.backoffMax = \"8s\" (fleet.json line 4): must be at least shardSource.backoffFirst (9s).")]
    [InlineData("\"shards\": 8, \"shardsHere\": \"4-8\"", "shardsHere = \"4-8\" (fleet.json line 4): must be below shards (8), which is the number of all.")]
    [InlineData("\"shards\": 8, \"shardsHere\": [\"0-3\", 2]", "shardsHere = 2 (fleet.json line 4): must be free of what is named already: shard 2 is.")]
    [InlineData("\"shards\": 8, \"shardsHere\": [2, 2]", "shardsHere[1] = 2 (fleet.json line 4): must be shards as \"0-7\" or a list of such and of numbers, each below `shards` and named once.")]
    [InlineData("\"shards\": 8, \"shardsHere\": \"7-3\"", "shardsHere[0] = \"7-3\" (fleet.json line 4): must be shards as \"0-7\" or a list of such and of numbers, each below `shards` and named once.")]
    [InlineData("\"shards\": 8, \"shardsHere\": -1", "shardsHere[0] = -1 (fleet.json line 4): must be shards as \"0-7\" or a list of such and of numbers, each below `shards` and named once.")]
    [InlineData("\"shards\": 8, \"shardsHere\": []", "shardsHere is an empty list (fleet.json line 4): must be shards as \"0-7\" or a list of such and of numbers, each below `shards` and named once; leave it out for all shards.")]
    [InlineData("\"unitsPerShard\": 0", "unitsPerShard = 0 (fleet.json line 4): must be a number, 1 to 1000000.")]
    [InlineData("\"identify\": { \"concurrency\": 0 }", "identify.concurrency = 0 (fleet.json line 4): must be \"off\", \"auto\" or a number, 1 to 65536.")]
    [InlineData("\"identify\": { \"concurrency\": \"auto\" }", "identify.concurrency = \"auto\" (fleet.json line 4): must be \"off\" or a number, unless shards is \"auto\" too: the shard source says both.")]
    [InlineData("\"identify\": { \"concurrency\": 2 }, \"budgets\": { \"identify\": { \"limit\": 1, \"per\": \"5s\" } }", "budgets.identify (fleet.json line 4): must not be given where identify.concurrency is: that makes a budget of this name.")]
    public void Load_OneMistake_IsToldOnce(string more, string text) => Load(With(more)).Faults.ShouldHaveSingleItem().Text.ShouldBe(text);

    [Fact]
    public void Load_ChannelsAsOneText_AreStillNoList() =>
        Load(With("\"channels\": \"ada\"")).Faults.ShouldHaveSingleItem().Text.ShouldStartWith("channels is a");

    [Fact]
    public void Load_ShardsAutoWithASourceOfTheProgramAroundIt_NeedsNoService()
    {
        using var folder = new TempFolder();
        var result = FleetConfigLoader.Load(new FleetConfigSources { File = folder.Write("fleet.json", With("\"shards\": \"auto\", \"identify\": { \"concurrency\": \"auto\" }")), HasShardSource = true });

        result.Faults.ShouldBeEmpty();
        result.Config!.ShardCount.ShouldBeNull();
    }
}
