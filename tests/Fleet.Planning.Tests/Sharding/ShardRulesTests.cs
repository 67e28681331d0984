using Fleet.Planning.Sharding;

namespace Fleet.Planning.Tests.Sharding;

public sealed class ShardRulesTests
{
    [Theory]
    [InlineData(16, null, null, 16)]
    [InlineData(16, null, 1000, 16)] // units are not told, so the source's word counts
    [InlineData(16, 20_000L, null, 16)] // and where nobody asks for units
    [InlineData(16, 20_000L, 1000, 20)]
    [InlineData(null, 20_001L, 1000, 21)]
    [InlineData(null, 0L, 1000, 1)] // a bot without guilds still has its connection
    [InlineData(0, 5L, 1000, 1)]
    [InlineData(65_536, null, null, 65_536)]
    public void Answer_ThatMakesSense_IsSoManyShards(int? shards, long? units, int? unitsPerShard, int expected)
    {
        var found = ShardRules.Read(new ShardAnswer { Shards = shards, Units = units }, unitsPerShard, null);

        (found.ShardCount, found.MaxConcurrency, found.Fault).ShouldBe((expected, 1, null));
        found.From.ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData(0, null, null, "its answer makes 0 shards; 1 to 65536 are possible")]
    [InlineData(-4, null, null, "its answer makes -4 shards; 1 to 65536 are possible")]
    [InlineData(65_537, null, null, "its answer makes 65537 shards; 1 to 65536 are possible")]
    [InlineData(null, long.MaxValue, 1, "its answer makes 9223372036854775807 shards; 1 to 65536 are possible")]
    [InlineData(null, -1L, 1000, "it says that there are -1 units")]
    [InlineData(null, null, 1000, "its answer has no number of shards")]
    [InlineData(null, 500L, null, "its answer has units but no number of shards, and unitsPerShard is not given")]
    public void Answer_ThatMakesNone_IsAFault(int? shards, long? units, int? unitsPerShard, string fault)
    {
        var found = ShardRules.Read(new ShardAnswer { Shards = shards, Units = units }, unitsPerShard, null);

        (found.ShardCount, found.Fault).ShouldBe((0, fault));
    }

    [Fact]
    public void Answer_OfNothing_IsAFault() => ShardRules.Read(null, null, null).Fault.ShouldBe("it answered nothing");

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(65_537)]
    public void Concurrency_OutOfRange_IsAFault(int concurrency) =>
        ShardRules.Read(new ShardAnswer { Shards = 4, MaxConcurrency = concurrency }, null, null).Fault.ShouldBe($"it says that {concurrency} may identify at a time; 1 to 65536 are possible");

    [Fact]
    public void Concurrency_InRange_IsTaken() => ShardRules.Read(new ShardAnswer { Shards = 4, MaxConcurrency = 16 }, null, null).MaxConcurrency.ShouldBe(16);

    [Fact]
    public void Answer_TooSmallForTheShardsOfThisHost_IsAFault()
    {
        int[] here = [0, 9];

        ShardRules.Read(new ShardAnswer { Shards = 9 }, null, here).Fault.ShouldBe("of 9 shards there is no shard 9, which shardsHere gives to this host");
        ShardRules.Read(new ShardAnswer { Shards = 10 }, null, here).ShardCount.ShouldBe(10);
        ShardRules.Misfit(1, [0]).ShouldBeNull();
        ShardRules.Misfit(1, [1]).ShouldBe("of 1 shard there is no shard 1, which shardsHere gives to this host");
    }

    [Fact]
    public void Here_NothingSaid_IsAll_AndZeroIsAShard()
    {
        ShardRules.Here(3, null).ShouldBe([0, 1, 2]);
        ShardRules.Here(3, [0]).ShouldBe([0]);
        ShardRules.Here(9, [5, 0, 3]).ShouldBe([0, 3, 5]);
    }
}
