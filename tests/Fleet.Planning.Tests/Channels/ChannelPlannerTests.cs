using Fleet.Planning.Channels;

namespace Fleet.Planning.Tests.Channels;

public sealed class ChannelPlannerTests
{
    [Fact]
    public void Divide_AnyOrder_EachChannelOnceBalancedAndTheSame()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var random = new Random(seed);
            var channels = Enumerable.Range(0, random.Next(60)).Select(_ => $"channel{random.Next(1_000)}").ToArray();
            var clusters = 1 + random.Next(9);
            var divided = ChannelPlanner.Divide(channels, clusters);

            divided.Length.ShouldBe(clusters);
            divided.SelectMany(cluster => cluster).ShouldBe(channels.Distinct(), ignoreOrder: true);
            (divided.Max(cluster => cluster.Length) - divided.Min(cluster => cluster.Length)).ShouldBeLessThanOrEqualTo(1);
            random.Shuffle(channels);
            var again = ChannelPlanner.Divide(channels, clusters);
            for (var cluster = 0; cluster < clusters; cluster++) again[cluster].ShouldBe(divided[cluster]);
        }
    }

    [Fact]
    public void Divide_NoCluster_Throws() =>
        Should.Throw<ArgumentOutOfRangeException>(() => ChannelPlanner.Divide([], 0));
}
