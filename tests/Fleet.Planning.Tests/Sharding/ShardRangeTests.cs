using Fleet.Planning.Sharding;

namespace Fleet.Planning.Tests.Sharding;

public sealed class ShardRangeTests
{
    [Theory]
    [InlineData("0", 0, 0)]
    [InlineData("0-7", 0, 7)]
    [InlineData(" 3 - 5 ", 3, 5)]
    [InlineData("9-9", 9, 9)]
    [InlineData("0-65535", 0, 65_535)]
    public void Parse_AShardOrARange_IsRead(string text, int first, int last)
    {
        ShardRange.TryParse(text, out var range).ShouldBeTrue();
        range.ShouldBe(new ShardRange(first, last));
        range.Shards.ShouldBe(Enumerable.Range(first, last - first + 1));
    }

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("-1")]
    [InlineData("+1")]
    [InlineData("7-")]
    [InlineData("7-3")]
    [InlineData("1-2-3")]
    [InlineData("65536")]
    [InlineData("0x7")]
    [InlineData("99999999999")]
    public void Parse_AnythingElse_IsRefused(string text) => ShardRange.TryParse(text, out _).ShouldBeFalse();

    [Theory]
    [InlineData(new int[0], "")]
    [InlineData(new[] { 0 }, "0")]
    [InlineData(new[] { 0, 1, 2, 3, 9 }, "0-3, 9")]
    [InlineData(new[] { 1, 3, 4, 6 }, "1, 3-4, 6")]
    public void Write_Shards_JoinsNeighbours(int[] shards, string text) => ShardRange.Write(shards).ShouldBe(text);

    [Fact]
    public void Write_AnyShards_ReadsBackTheSame()
    {
        var random = new Random(7);
        for (var round = 0; round < 500; round++)
        {
            var shards = Enumerable.Range(0, 60).Where(_ => random.Next(3) > 0).ToList();
            var read = ShardRange.Write(shards).Split(", ", StringSplitOptions.RemoveEmptyEntries).SelectMany(text => ShardRange.TryParse(text, out var range) ? range.Shards : throw new FormatException(text));
            read.ShouldBe(shards);
        }
    }
}
