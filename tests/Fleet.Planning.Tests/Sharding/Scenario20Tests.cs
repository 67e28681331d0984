using Fleet.Planning.Specs;

namespace Fleet.Planning.Tests.Sharding;

/// <summary>Acceptance scenario 20: a platform that lets two identify at a time, and six clusters that all start together.</summary>
public sealed class Scenario20Tests
{
    private const int Clusters = 6;
    private const int Shards = 24;
    private const int Groups = 2;
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(5);

    // Twelve of each group, one every 6 s: longer than a start may take without shards.
    private static readonly SupervisionSpec WithTimePerShard = new() { StartDeadline = TimeSpan.FromSeconds(10), StartPerShard = TimeSpan.FromSeconds(6) * Clusters / Groups };

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 40)];

    [Theory]
    [Trait("Scenario", "20")]
    [MemberData(nameof(Seeds))]
    public void Scenario20_ConcurrencyTwoAndSixClusters_NeverMoreThanTwoIdentifyInFiveSeconds_AndReadyIsSaidOnce(int seed)
    {
        var fleet = new IdentifyingFleet(seed, Clusters, Shards, Groups, WithTimePerShard).Run(TimeSpan.FromMinutes(3), reconnects: 4);

        var times = fleet.Identified.Select(done => done.At).ToList();
        for (var i = Groups; i < times.Count; i++) (times[i] - times[i - Groups]).ShouldBeGreaterThanOrEqualTo(Window, $"identify {i} of shard {fleet.Identified[i].Shard}");
        foreach (var group in fleet.Identified.GroupBy(done => done.Shard % Groups))
            group.Zip(group.Skip(1), (one, next) => next.At - one.At).ShouldAllBe(apart => apart >= Window);
        fleet.Identified.Select(done => done.Shard).Distinct().Count().ShouldBe(Shards);
        times.Count.ShouldBeGreaterThan(Shards, "reconnects are counted too");
        fleet.Ready.Order().ShouldBe(Enumerable.Range(0, Clusters).Select(id => $"cluster-{id}#1"));
        fleet.Served.ShouldBe(1);
        fleet.Actions.Count(action => action.StartsWith("launch", StringComparison.Ordinal)).ShouldBe(Clusters);
        fleet.Actions.ShouldNotContain(action => action.StartsWith("kill", StringComparison.Ordinal));
    }

    [Fact]
    [Trait("Scenario", "20")]
    public void Scenario20_WithoutTimePerShard_StartsAreKilledWhileTheyWait()
    {
        var fleet = new IdentifyingFleet(1, Clusters, Shards, Groups, WithTimePerShard with { StartPerShard = TimeSpan.Zero }).Run(TimeSpan.FromSeconds(30), reconnects: 0);

        fleet.Actions.ShouldContain(action => action.StartsWith("kill", StringComparison.Ordinal));
    }
}
