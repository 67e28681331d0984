namespace Fleet.Abstractions.Tests.Fetch;

public class EntityShardsTests
{
    [Theory]
    [InlineData("guild", "197038439483310086", 16, 2)]
    [InlineData("guild", "0", 16, 0)]
    [InlineData("guild", "18446744073709551615", 7, (int)(4398046511103UL % 7))]
    [InlineData("member", "197038439483310086/7", 16, 2)]
    [InlineData("guild", "wren", 16, null)]
    [InlineData("guild", "-4", 16, null)]
    [InlineData("guild", " 4", 16, null)]
    [InlineData("guild", "197038439483310086", 0, null)]
    [InlineData("member", "197038439483310086", 16, null)]
    [InlineData("member", "/7", 16, null)]
    [InlineData("user", "197038439483310086", 16, null)]
    [InlineData("channel", "197038439483310086", 16, null)]
    [InlineData("recipe", "4", 16, null)]
    public void Shard_OfAnEntity_IsThatOfItsGuild(string kind, string id, int shards, int? expected) => EntityShards.Of(kind, id, shards).ShouldBe(expected);

    [Fact]
    public void Shard_OfAMember_IsItsGuilds() =>
        EntityShards.Of(EntityKinds.Member, EntityKinds.MemberId("197038439483310086", "4"), 16).ShouldBe(EntityShards.OfGuild("197038439483310086", 16));
}
