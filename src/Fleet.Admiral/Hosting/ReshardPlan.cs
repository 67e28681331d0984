using Fleet.Planning.Layouts;
using Fleet.Planning.Sharding;

namespace Fleet.Admiral.Hosting;

/// <summary>What a reshard would do, in words.</summary>
internal static class ReshardPlan
{
    public static IEnumerable<(SlotName Slot, string Text)> Steps(FleetLayout from, FleetLayout to)
    {
        foreach (var slot in from.Clusters.Keys.Union(to.Clusters.Keys).Order())
            yield return (slot, (from.Find(slot), to.Find(slot)) switch
            {
                (null, { } coming) => $"{slot} would come, with {Words(coming)}",
                ({ } left, null) => $"{slot} would go; it has {Words(left)}",
                ({ } before, { } after) => $"{slot} would have {Words(after)}; now {Words(before)}",
                _ => "",
            });
    }

    public static string Whole(FleetLayout from, FleetLayout to) =>
        $"Nothing was done. The reshard would start {to.Clusters.Count} workers beside the {from.Clusters.Count} that serve, turn to them at one instant, and stop the old ones when the new ones have served for a while.";

    private static string Words(WorkAssignment has)
    {
        var shards = has.Shards.Count switch { 0 => "no shard", 1 => $"shard {has.Shards[0]}", _ => $"shards {ShardRange.Write(has.Shards)}" };
        return has.Channels.Count switch { 0 => shards, 1 => $"{shards} and 1 channel", var count => $"{shards} and {count} channels" };
    }
}
