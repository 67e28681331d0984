using Fleet.Admiral.Stats;

namespace Fleet.Admiral.Tests.Stats;

public class StatsRollupTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    [Fact]
    public void Workers_AreSorted_AndTheirMemoryIsAddedUp()
    {
        var stats = StatsRollup.Of(
            [Of("cluster-10", 4), Of("stats", 10), Of("cluster-2", 3), Of("cache", 20)], [], admiralMemory: 100, shardCount: 12, Now);

        stats.Clusters.Select(s => s.Slot).ShouldBe(["cluster-2", "cluster-10"]);
        stats.Services.Select(s => s.Slot).ShouldBe(["cache", "stats"]);
        stats.ClusterMemoryBytes.ShouldBe(7);
        stats.ServiceMemoryBytes.ShouldBe(30);
        stats.AdmiralMemoryBytes.ShouldBe(100);
        stats.TotalMemoryBytes.ShouldBe(137);
        stats.ShardCount.ShouldBe(12);
        stats.CollectedAt.ShouldBe(Now);
    }

    [Fact]
    public void Figures_OfOneName_AreAddedUp()
    {
        var stats = StatsRollup.Of([Of("cluster-0", 0, ("messages", 3), ("errors", 1)), Of("stats", 0, ("messages", 4.5), ("Messages", 1))], [], 0, 1, Now);

        stats.Totals.ShouldBe(new Dictionary<string, double> { ["messages"] = 7.5, ["errors"] = 1, ["Messages"] = 1 }, ignoreOrder: true);
    }

    [Fact]
    public void Slots_ThatDidNotAnswer_AreNamed() =>
        StatsRollup.Of([], [SlotName.Service("stats"), SlotName.Cluster(3)], 0, 1, Now).Missing.ShouldBe(["stats", "cluster-3"]);

    [Fact]
    public void Nobody_GivesAnEmptySum()
    {
        var stats = StatsRollup.Of([], [], admiralMemory: 5, shardCount: 0, Now);

        stats.TotalMemoryBytes.ShouldBe(5);
        stats.Totals.ShouldBeEmpty();
        stats.Clusters.ShouldBeEmpty();
        stats.Services.ShouldBeEmpty();
    }

    private static WorkerStats Of(string slot, long memory, params (string Name, double Value)[] values) =>
        new() { Slot = slot, MemoryBytes = memory, Values = values.ToDictionary(v => v.Name, v => v.Value) };
}
