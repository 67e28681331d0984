namespace Fleet.Abstractions.Tests.Ipc;

public class TargetTests
{
    [Fact]
    public void Target_OfEachKind_SaysWhatItIs()
    {
        var targets = new[] { Target.Admiral, Target.Service("stats"), Target.Cluster(3), Target.Shard(5), Target.Channel("ada"), Target.AllClusters, Target.AllServices, Target.Everyone };
        targets.Select(t => t.ToString()).ShouldBe(["the Admiral", "service stats", "cluster 3", "shard 5", "channel ada", "all clusters", "all services", "everyone"]);
        targets.Select(t => t.Kind).ShouldBe(Enum.GetValues<TargetKind>());
        targets.Where(t => t.IsGroup).Select(t => t.Kind).ShouldBe([TargetKind.AllClusters, TargetKind.AllServices, TargetKind.Everyone]);
    }

    [Fact]
    public void Slot_OfEitherKind_IsItsTarget()
    {
        Target.Slot(SlotName.Cluster(2)).ShouldBe(Target.Cluster(2));
        Target.Slot(SlotName.Service("stats")).ShouldBe(Target.Service("stats"));
    }

    [Fact]
    public void Target_OfNothing_IsRefused()
    {
        Should.Throw<ArgumentException>(() => Target.Service(""));
        Should.Throw<ArgumentException>(() => Target.Channel(""));
        Should.Throw<ArgumentOutOfRangeException>(() => Target.Cluster(-1));
        Should.Throw<ArgumentOutOfRangeException>(() => Target.Shard(-1));
    }
}
