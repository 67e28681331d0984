using Fleet.Planning.Layouts;

namespace Fleet.Planning.Tests.Layouts;

public sealed class LayoutPlannerTests
{
    [Fact]
    public void Divide_ShardsOfThisHost_AreDividedAlone_AndTheTotalStays()
    {
        var layout = LayoutPlanner.Divide(3, 2, 16, [], [0, 1, 2, 3, 9]);

        layout.Number.ShouldBe(3);
        layout.ShardCount.ShouldBe(16);
        layout.Clusters.Values.Select(has => string.Join(' ', has.Shards)).ShouldBe(["0 1 2", "3 9"]);
        layout.Clusters.Values.ShouldAllBe(has => has.ShardCount == 16);
    }

    [Fact]
    public void Divide_AnyTotalListAndNumberOfClusters_GivesEachListedShardToExactlyOne()
    {
        var random = new Random(20);
        for (var round = 0; round < 3_000; round++)
        {
            var total = random.Next(1, 200);
            var clusters = random.Next(1, 40);
            var rate = random.NextDouble();
            int[]? here = random.Next(4) == 0 ? null : [.. Enumerable.Range(0, total).Where(_ => random.NextDouble() < rate).DefaultIfEmpty(random.Next(total)).OrderBy(_ => random.Next())];

            var layout = LayoutPlanner.Divide(1, clusters, total, ["ada", "bob"], here);

            layout.Clusters.Keys.ShouldBe(Enumerable.Range(0, clusters).Select(SlotName.Cluster));
            // In their order over the clusters: so each has its own in order, and none has another's.
            layout.Clusters.Values.SelectMany(has => has.Shards).ShouldBe(here?.Order() ?? Enumerable.Range(0, total));
            layout.Clusters.Values.ShouldAllBe(has => has.ShardCount == total);
            var sizes = layout.Clusters.Values.Select(has => has.Shards.Count).ToList();
            (sizes.Max() - sizes.Min()).ShouldBeLessThanOrEqualTo(1);
            layout.Clusters.Values.SelectMany(has => has.Channels).Order().ShouldBe(["ada", "bob"]);
        }
    }

    [Fact]
    public void ShardCount_OfALayoutWithoutClusters_IsNone() => LayoutPlanner.Divide(1, 0, 16, []).ShardCount.ShouldBe(0);
}
