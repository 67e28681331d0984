namespace Fleet.Abstractions.Tests.Identity;

public class SlotNameTests
{
    [Theory]
    [InlineData("cluster-0", WorkerKind.Cluster, 0)]
    [InlineData("cluster-12", WorkerKind.Cluster, 12)]
    [InlineData("stats", WorkerKind.Service, null)]
    [InlineData("a", WorkerKind.Service, null)]
    [InlineData("chat_log-2", WorkerKind.Service, null)]
    [InlineData("cluster-x", WorkerKind.Service, null)]
    [InlineData("cluster-007", WorkerKind.Service, null)]
    public void Text_OfASlot_IsReadAndWrittenAlike(string text, WorkerKind kind, int? cluster)
    {
        SlotName.TryParse(text, out var slot).ShouldBeTrue();
        (slot.Kind, slot.ClusterId, slot.ToString()).ShouldBe((kind, cluster, text));
        SlotName.Parse(text).ShouldBe(slot);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Stats")]
    [InlineData("1st")]
    [InlineData("-a")]
    [InlineData("a b")]
    [InlineData("a#1")]
    [InlineData("ümlaut")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    public void Text_OfNoSlot_IsRefused(string? text)
    {
        SlotName.TryParse(text, out _).ShouldBeFalse();
        SlotName.IsServiceName(text).ShouldBeFalse();
    }

    [Fact]
    public void Service_NamedLikeACluster_IsRefused() =>
        Should.Throw<ArgumentException>(() => SlotName.Service("cluster-3")).Message.ShouldContain("cluster-3");

    [Fact]
    public void Cluster_BelowZero_IsRefused() => Should.Throw<ArgumentOutOfRangeException>(() => SlotName.Cluster(-1));

    [Fact]
    public void Order_IsThatOfAStart_ServicesByNameThenClustersByNumber()
    {
        SlotName[] slots = [SlotName.Cluster(10), SlotName.Service("stats"), SlotName.Cluster(2), SlotName.Service("chat")];
        slots.Order().Select(s => s.ToString()).ShouldBe(["chat", "stats", "cluster-2", "cluster-10"]);
        (SlotName.Service("z") < SlotName.Cluster(0)).ShouldBeTrue();
        (SlotName.Cluster(1) >= SlotName.Cluster(1)).ShouldBeTrue();
    }
}
