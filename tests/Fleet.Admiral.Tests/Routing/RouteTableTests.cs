using Fleet.Admiral.Routing;
using Fleet.Planning.Layouts;
using Fleet.Planning.Specs;
using Fleet.Protocol.MessagePack;
using Fleet.Protocol.Messages;
using Fleet.TestKit.Time;

namespace Fleet.Admiral.Tests.Routing;

public class RouteTableTests
{
    private readonly RouteTable _table = new(RoutingUnderTest.Spec, new RouteLimits(), new ManualTime());

    [Fact]
    public void Groups_AreInOrder()
    {
        Names(_table.Everyone).ShouldBe(["stats", "cluster-0", "cluster-1"]);
        Names(_table.Group(TargetKind.Everyone)).ShouldBe(["stats", "cluster-0", "cluster-1"]);
        Names(_table.Group(TargetKind.AllServices)).ShouldBe(["stats"]);
        Names(_table.Group(TargetKind.AllClusters)).ShouldBe(["cluster-0", "cluster-1"]);
        foreach (var kind in (TargetKind[])[TargetKind.Admiral, TargetKind.Service, TargetKind.Cluster, TargetKind.Shard, TargetKind.Channel]) _table.Group(kind).ShouldBeEmpty();
        _table.ShardCount.ShouldBe(2);
        _table[SlotName.Cluster(1)].Slot.ShouldBe(SlotName.Cluster(1));
    }

    public static TheoryData<Target, string?, string> Targets => new()
    {
        { Target.Service("stats"), "stats", "" },
        { Target.Cluster(1), "cluster-1", "" },
        { Target.Shard(1), "cluster-1", "" },
        { Target.Channel("wren"), "cluster-0", "" },
        { Target.Service("stat"), null, "No service is named \"stat\". There are: stats." },
        { Target.Service("größe"), null, "No service is named \"größe\". There are: stats." },
        { Target.Cluster(2), null, "There is no cluster 2: the fleet has 2, from 0." },
        { Target.Shard(2), null, "There is no shard 2: the fleet has 2, from 0." },
        { Target.Channel("robin"), null, "No cluster owns channel \"robin\"." },
        { Target.Everyone, null, "A command needs one target: use CommandAllAsync for a group." },
        { Target.Admiral, null, "A command needs one target: use CommandAllAsync for a group." },
    };

    [Theory]
    [MemberData(nameof(Targets), DisableDiscoveryEnumeration = true)]
    public void Target_IsFoundOrExplained(Target target, string? slot, string missing)
    {
        Span<byte> header = stackalloc byte[MessageHeader.LongestHeader];
        var length = EventSend.Write(header, target, "e"u8);
        var reader = new MsgPackReader(header[..length]);
        var (_, fields) = MessageHeader.Read(ref reader);
        var read = EventSend.Read(ref reader, fields).Target;

        _table.Find(read)?.Slot.ToString().ShouldBe(slot);

        if (slot is null)
        {
            _table.Find(read).ShouldBeNull();
            _table.Missing(read).ShouldBe(missing);
        }
    }

    [Fact]
    public void FirstLayout_Adopted_IsFound_AndHoldsNothing()
    {
        var table = new RouteTable(new FleetSpec { Slots = [new SlotSpec(SlotName.Service("stats"), Pinned: false, WorkAssignment.None)], AwaitsLayout = true }, new RouteLimits(), new ManualTime());
        (table.ShardCount, table.Clusters.Length).ShouldBe((0, 0));

        table.Adopt(LayoutPlanner.Divide(1, 2, 16, ["wren"], [0, 1, 2, 9]));

        Names(table.Everyone).ShouldBe(["stats", "cluster-0", "cluster-1"]);
        table.ShardCount.ShouldBe(16);
        table[SlotName.Cluster(0)].Send(default, default, default, default).ShouldBe(RouteStatus.Unavailable);
        FindShard(table, 9).ShouldBe("cluster-1");
        FindShard(table, 3).ShouldBe("Shard 3 is not on this host, which has 0-2, 9 of 16.");
        FindShard(table, 16).ShouldBe("There is no shard 16: the fleet has 16, from 0.");
    }

    private static string FindShard(RouteTable table, int shard)
    {
        Span<byte> header = stackalloc byte[MessageHeader.LongestHeader];
        var reader = new MsgPackReader(header[..EventSend.Write(header, Target.Shard(shard), "e"u8)]);
        var (_, fields) = MessageHeader.Read(ref reader);
        var target = EventSend.Read(ref reader, fields).Target;
        return table.Find(target)?.Slot.ToString() ?? table.Missing(target);
    }

    private static IEnumerable<string> Names(SlotRoute[] routes) => routes.Select(route => route.Slot.ToString());
}
