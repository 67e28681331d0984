using Fleet.Planning.Actions;
using Fleet.Planning.Events;
using Fleet.Planning.Operations;
using Fleet.Planning.Orders;
using Fleet.Planning.Supervision;

namespace Fleet.Planning.Snapshots;

/// <summary>What orders and actions on layouts make of a snapshot.</summary>
internal static class LayoutFold
{
    public static FleetSnapshot Reshard(FleetSnapshot snapshot, ReshardOrder order, DateTimeOffset now)
    {
        var operation = new OperationRecord { Id = order.Id, Kind = OperationKind.Reshard, Generation = order.Generation, StartedAt = now };
        if (OrderFold.Refusal(snapshot) is { } refusal) return OrderFold.Refused(snapshot, operation, refusal);
        if (snapshot.AwaitsLayout) return OrderFold.Refused(snapshot, operation, "The fleet has no clusters yet: nobody knows how many shards there are.");
        if (order.Layout.Clusters.IsEmpty) return OrderFold.Refused(snapshot, operation, "A fleet keeps at least one cluster.");
        if (snapshot.Slots.Values.FirstOrDefault(slot => slot is { Wanted: false, Slot.Kind: WorkerKind.Cluster }) is { } stopped)
            return OrderFold.Refused(snapshot, operation, $"{stopped.Slot} is stopped by order, and its shards would have nobody: start it first.");
        var to = order.Layout with { Number = snapshot.LastLayout + 1 };
        var slots = snapshot.Slots;
        foreach (var added in to.Clusters.Keys.Where(slot => !slots.ContainsKey(slot)).ToList()) slots = slots.SetItem(added, Added(snapshot, added) with { Generation = order.Generation });
        return snapshot with
        {
            Slots = slots,
            OtherLayout = to,
            LastLayout = to.Number,
            Generation = Math.Max(snapshot.Generation, order.Generation),
            Operation = operation with { Slots = [.. slots.Keys.Where(slot => slot.Kind == WorkerKind.Cluster).Select(slot => new OperationSlot { Slot = slot })] },
        };
    }

    public static FleetSnapshot Turn(FleetSnapshot snapshot, TurnLayout turn, DateTimeOffset now)
    {
        if (snapshot.Operation is not { Kind: OperationKind.Reshard } operation || snapshot.OtherLayout?.Number != turn.To.Number) return snapshot;
        var after = snapshot;
        foreach (var old in turn.Old) after = SignalFold.Apply(after, new WorkerSignalled(old, WorkerSignal.DrainSent), now);
        foreach (var slot in after.Slots.Values.Where(slot => slot.Slot.Kind == WorkerKind.Cluster).ToList())
            after = after.With(slot with { Route = null, Holding = turn.To.Find(slot.Slot) is not null, StateLeftBy = null });
        var turns = operation.Turns + 1;
        return after with
        {
            Layout = turn.To,
            OtherLayout = snapshot.Layout,
            Operation = operation with { Turns = turns, Slots = [.. operation.Slots.Select(step => Turned(step, turns))] },
        };
    }

    /// <summary>The snapshot with its first clusters, none of them started.</summary>
    public static FleetSnapshot Adopt(FleetSnapshot snapshot, AdoptLayout adopt)
    {
        if (!snapshot.AwaitsLayout) return snapshot;
        // The code that was prepared when the fleet started, whatever was rolled out to services since.
        var clusters = adopt.To.Clusters.Keys.Select(slot => KeyValuePair.Create(slot, new SlotRecord { Slot = slot }));
        return snapshot with
        {
            Slots = snapshot.Slots.SetItems(clusters),
            Layout = adopt.To with { Number = snapshot.Layout.Number },
            AwaitsLayout = false,
            PlannedLayout = null,
        };
    }

    /// <summary>A new slot's record; its workers' names go on where those of an earlier slot of its name ended.</summary>
    public static SlotRecord Added(FleetSnapshot snapshot, SlotName slot) =>
        new() { Slot = slot, NextIncarnation = snapshot.GoneSlots.GetValueOrDefault(slot, 1), Generation = snapshot.Generation };

    /// <summary>The snapshot without clusters that no layout has any more and nobody works for.</summary>
    public static FleetSnapshot WithoutGone(this FleetSnapshot snapshot)
    {
        foreach (var (name, slot) in snapshot.Slots)
            if (name.Kind == WorkerKind.Cluster && slot.Workers.IsEmpty && snapshot.Layout.Find(name) is null && snapshot.OtherLayout?.Find(name) is null)
                snapshot = snapshot.Without(slot);
        return snapshot;
    }

    /// <summary>The snapshot without this slot.</summary>
    public static FleetSnapshot Without(this FleetSnapshot snapshot, SlotRecord slot) => snapshot with
    {
        Slots = snapshot.Slots.Remove(slot.Slot),
        GoneSlots = snapshot.GoneSlots.SetItem(slot.Slot, slot.NextIncarnation),
    };

    // A step that has failed stays so, and is what turns the layout back.
    private static OperationSlot Turned(OperationSlot step, int turns) =>
        turns == 1 && step.New is not null && step.Progress != SlotProgress.Failed ? step with { Progress = SlotProgress.HandingOver } : step;
}
