using Fleet.Planning.Sharding;

namespace Fleet.Planning.Tests.Sharding;

public sealed class ShardPlannerTests
{
    [Fact]
    public void Divide_UnevenCount_LargerRangesFirst() =>
        ShardPlanner.Divide(7, 3).Select(shards => string.Join(' ', shards)).ShouldBe(["0 1 2", "3 4", "5 6"]);

    [Fact]
    public void Divide_AnyCounts_ContiguousAndBalanced()
    {
        for (var shards = 0; shards <= 40; shards++)
        {
            for (var clusters = 1; clusters <= 20; clusters++)
            {
                var divided = ShardPlanner.Divide(shards, clusters);
                divided.Length.ShouldBe(clusters);
                divided.SelectMany(range => range).ShouldBe(Enumerable.Range(0, shards));
                (divided.Max(range => range.Length) - divided.Min(range => range.Length)).ShouldBeLessThanOrEqualTo(1);
            }
        }
    }

    [Theory]
    [InlineData(-1, 1)]
    [InlineData(1, 0)]
    public void Divide_CountOutOfRange_Throws(int shards, int clusters) =>
        Should.Throw<ArgumentOutOfRangeException>(() => ShardPlanner.Divide(shards, clusters));
}
