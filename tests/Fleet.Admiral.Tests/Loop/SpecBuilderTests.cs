using Fleet.Admiral.Loop;
using Fleet.Admiral.Tests.Options;
using Fleet.Planning.Specs;

namespace Fleet.Admiral.Tests.Loop;

public sealed class SpecBuilderTests
{
    [Fact]
    public void Slots_AreServicesAndClustersWithTheirShareOfTheWork()
    {
        var spec = Build("""
            "clusters": { "count": 2 }, "shards": 5, "channels": ["wren", "tit", "robin"],
            "services": { "stats": {}, "simulator": { "pinned": true } }
            """);

        spec.Slots.Select(slot => $"{slot.Slot} {slot.Pinned}").ShouldBe(["stats False", "simulator True", "cluster-0 False", "cluster-1 False"], ignoreOrder: true);
        Of("stats").Assignment.ShouldBeSameAs(WorkAssignment.None);
        var (first, second) = (Of("cluster-0").Assignment, Of("cluster-1").Assignment);
        first.Shards.Concat(second.Shards).Order().ShouldBe([0, 1, 2, 3, 4]);
        first.Channels.Concat(second.Channels).ShouldBe(["wren", "tit", "robin"], ignoreOrder: true);
        (first.ShardCount, second.ShardCount).ShouldBe((5, 5));

        SlotSpec Of(string name) => spec.Slots.Single(slot => slot.Slot == SlotName.Parse(name));
    }

    [Fact]
    public void Slots_OfAFleetWithoutClusters_AreServicesAlone() =>
        Build(""" "clusters": { "count": 0 }, "services": { "stats": {} } """).Slots.Select(slot => slot.Slot.ToString()).ShouldBe(["stats"]);

    [Fact]
    public void Slots_OfAHostWithSomeOfTheShards_DivideThese()
    {
        var spec = Build(""" "clusters": { "count": 2 }, "shards": 16, "shardsHere": [0, "8-9"] """);

        spec.Slots.Select(slot => $"{string.Join(' ', slot.Assignment.Shards)} of {slot.Assignment.ShardCount}").ShouldBe(["0 8 of 16", "9 of 16"]);
        spec.AwaitsLayout.ShouldBeFalse();
    }

    [Fact]
    public void Slots_OfAFleetThatDoesNotKnowItsShards_AreServicesAlone_AndTheBotIsPreparedAllTheSame()
    {
        const string auto = """ "shards": "auto", "shardSource": { "service": "gateway" }, "services": { "gateway": {} } """;

        var spec = Build(auto);

        spec.Slots.Select(slot => slot.Slot.ToString()).ShouldBe(["gateway"]);
        spec.AwaitsLayout.ShouldBeTrue();
        SpecBuilder.SlotsToPrepare(spec).Select(slot => slot.ToString()).ShouldBe(["gateway", "cluster-0"]);
        Build($""" "clusters": {"{"} "count": 0 {"}"}, {auto} """).AwaitsLayout.ShouldBeFalse();
    }

    [Fact]
    public void Deadlines_AreThoseConfigured_AndTheWorkersOwnWordComesFirst()
    {
        var spec = Build("""
            "start": { "timeout": "7s", "perShard": "3s", "services": "inOrder", "clusters": "inOrder", "pause": "4s" },
            "rollout": { "activate": "8s", "drain": "9s", "warm": "11s", "surge": 3, "notice": "13s" },
            "shutdown": { "stop": "12s", "timeout": "33s" },
            "restart": { "backoffFirst": "2s", "backoffMax": "40s", "stableAfter": "50s", "losses": 4, "window": "6m", "quarantineRetry": "8m" }
            """);

        spec.Supervision.ShouldBe(new SupervisionSpec
        {
            StartDeadline = TimeSpan.FromSeconds(7 + 5),
            StartPerShard = TimeSpan.FromSeconds(3),
            ActivateDeadline = TimeSpan.FromSeconds(8),
            DrainDeadline = TimeSpan.FromSeconds(9),
            StopDeadline = TimeSpan.FromSeconds(12),
            Backoff = new BackoffSpec { First = TimeSpan.Zero, Second = TimeSpan.FromSeconds(2), Longest = TimeSpan.FromSeconds(40) },
            StableAfter = TimeSpan.FromSeconds(50),
            Window = new WindowSpec { Losses = 4, Within = TimeSpan.FromMinutes(6) },
            QuarantineRetry = TimeSpan.FromMinutes(8),
        });
        spec.Rollout.ShouldBe(new RolloutSpec { Surge = 3, Notice = TimeSpan.FromSeconds(13), WarmFor = TimeSpan.FromSeconds(11) });
        spec.Shutdown.ShouldBe(new ShutdownSpec { Deadline = TimeSpan.FromSeconds(33) });
        spec.Start.ShouldBe(new StartSpec { ServicesTogether = false, ClustersTogether = false, ClusterPause = TimeSpan.FromSeconds(4), Patience = TimeSpan.FromSeconds(7) });
    }

    [Fact]
    public void Services_HaveTheirOwnOrderAndTimeToStart()
    {
        var spec = Build("""
            "start": { "timeout": "7s", "services": "inOrder", "serviceOrder": ["stats", "auth"] },
            "services": { "auth": {}, "jokes": {}, "stats": { "startTimeout": "90s" } }
            """);

        spec.Start.ServiceOrder.ShouldBe([SlotName.Service("stats"), SlotName.Service("auth")]);
        spec.StartDeadlineOf(SlotName.Service("stats")).ShouldBe(TimeSpan.FromSeconds(90 + 5));
        spec.StartDeadlineOf(SlotName.Service("auth")).ShouldBe(TimeSpan.FromSeconds(7 + 5));
        spec.StartDeadlineOf(SlotName.Service("added")).ShouldBe(TimeSpan.FromSeconds(7 + 5));
    }

    [Fact]
    public void Defaults_OfTheOptions_AreThoseOfTheSpec()
    {
        var spec = Build(""" "shards": 1 """);

        // Except for the start, where the worker itself has its word before the Admiral steps in.
        spec.Supervision.ShouldBe(new SupervisionSpec { StartDeadline = TimeSpan.FromSeconds(65) });
        spec.Rollout.ShouldBe(new RolloutSpec());
        spec.Shutdown.ShouldBe(new ShutdownSpec());
        spec.Start.ShouldBe(new StartSpec());
    }

    private static FleetSpec Build(string more) => SpecBuilder.Build(ConfigUnderTest.Valid(ConfigUnderTest.With(more)));
}
