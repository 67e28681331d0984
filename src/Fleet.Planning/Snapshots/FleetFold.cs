using Fleet.Planning.Events;
using Fleet.Planning.Operations;

namespace Fleet.Planning.Snapshots;

/// <summary>What an event makes of a snapshot.</summary>
internal static class FleetFold
{
    public static FleetSnapshot Apply(FleetSnapshot snapshot, FleetEvent fleetEvent, DateTimeOffset now) => fleetEvent.Kind switch
    {
        FleetEventKind.WorkerSignalled => SignalFold.Apply(snapshot, (WorkerSignalled)fleetEvent, now),
        FleetEventKind.ActionTaken => ActionFold.Apply(snapshot, ((ActionTaken)fleetEvent).Action, now),
        FleetEventKind.WorkerExamined => AilmentFold.Apply(snapshot, (WorkerExamined)fleetEvent),
        FleetEventKind.OrderGiven => OrderFold.Apply(snapshot, ((OrderGiven)fleetEvent).Order, now),
        FleetEventKind.LayoutPlanned => snapshot.AwaitsLayout ? snapshot with { PlannedLayout = ((LayoutPlanned)fleetEvent).Layout } : snapshot,
    };

    /// <summary>The snapshot with this record of a slot; the same where nothing in it differs.</summary>
    public static FleetSnapshot With(this FleetSnapshot snapshot, SlotRecord slot) =>
        snapshot.Slots[slot.Slot] == slot ? snapshot : snapshot with { Slots = snapshot.Slots.SetItem(slot.Slot, slot) };

    /// <summary>The slot with this record of a worker; the same where nothing in it differs.</summary>
    public static SlotRecord With(this SlotRecord slot, WorkerRecord worker)
    {
        for (var i = 0; i < slot.Workers.Length; i++)
            if (slot.Workers[i].Name == worker.Name)
                return slot.Workers[i] == worker ? slot : slot with { Workers = slot.Workers.SetItem(i, worker) };
        return slot with { Workers = slot.Workers.Add(worker) };
    }

    /// <summary>The snapshot with this step of the running operation; the same where nothing in it differs.</summary>
    public static FleetSnapshot With(this FleetSnapshot snapshot, OperationSlot step)
    {
        if (snapshot.Operation is not { } operation) return snapshot;
        for (var i = 0; i < operation.Slots.Length; i++)
            if (operation.Slots[i].Slot == step.Slot && operation.Slots[i] != step)
                return snapshot with { Operation = operation with { Slots = operation.Slots.SetItem(i, step) } };
        return snapshot;
    }

    /// <summary>The snapshot with the mode that its workers allow: a fleet that ends has ended when nothing lives.</summary>
    public static FleetSnapshot Settled(this FleetSnapshot snapshot)
    {
        if (snapshot.Mode is FleetMode.Running or FleetMode.Stopped) return snapshot;
        return snapshot.Slots.Values.All(slot => slot.Workers.IsEmpty) ? snapshot with { Mode = FleetMode.Stopped } : snapshot;
    }

    /// <summary>The snapshot with one more operation that has ended; the oldest is forgotten where there are too many.</summary>
    public static FleetSnapshot WithEnded(this FleetSnapshot snapshot, OperationRecord operation)
    {
        var ended = snapshot.LastOperations.Length < FleetSnapshot.OperationsKept ? snapshot.LastOperations : snapshot.LastOperations.RemoveAt(0);
        return snapshot with { LastOperations = ended.Add(operation) };
    }
}
