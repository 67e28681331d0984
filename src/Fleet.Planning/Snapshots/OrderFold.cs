using System.Collections.Immutable;
using Fleet.Planning.Operations;
using Fleet.Planning.Orders;
using Fleet.Planning.Supervision;

namespace Fleet.Planning.Snapshots;

/// <summary>What an order makes of a snapshot.</summary>
internal static class OrderFold
{
    public static FleetSnapshot Apply(FleetSnapshot snapshot, FleetOrder order, DateTimeOffset now)
    {
        // An order that is given twice is one order.
        if (snapshot.FindOperation(order.Id) is not null) return snapshot;
        return order.Kind switch
        {
            FleetOrderKind.Restart => Restart(snapshot, (RestartOrder)order, now),
            FleetOrderKind.StopSlots => StopSlots(snapshot, (StopSlotsOrder)order, now),
            FleetOrderKind.StartSlots => StartSlots(snapshot, (StartSlotsOrder)order, now),
            FleetOrderKind.Reshard => LayoutFold.Reshard(snapshot, (ReshardOrder)order, now),
            FleetOrderKind.Steer => Steering(snapshot, (SteerOrder)order),
            FleetOrderKind.AddService => AddService(snapshot, (AddServiceOrder)order, now),
            FleetOrderKind.RemoveService => RemoveService(snapshot, (RemoveServiceOrder)order, now),
            FleetOrderKind.Shutdown => snapshot.Mode == FleetMode.Running ? (snapshot with { Mode = FleetMode.Stopping }).Settled() : snapshot,
            FleetOrderKind.ForceShutdown => snapshot.Mode is FleetMode.Running or FleetMode.Stopping ? (snapshot with { Mode = FleetMode.Forced }).Settled() : snapshot,
        };
    }

    private static FleetSnapshot Restart(FleetSnapshot snapshot, RestartOrder order, DateTimeOffset now)
    {
        var operation = new OperationRecord { Id = order.Id, Kind = order.Hard ? OperationKind.HardRestart : OperationKind.SoftRestart, Generation = order.Generation, StartedAt = now };
        return Begin(snapshot, operation, order.Slots, (running, slot) => (
            running with { Generation = Math.Max(running.Generation, order.Generation) },
            slot.Wanted ? Waiting(slot) : Waiting(slot) with { Progress = SlotProgress.Skipped }));
    }

    private static FleetSnapshot StopSlots(FleetSnapshot snapshot, StopSlotsOrder order, DateTimeOffset now)
    {
        var operation = new OperationRecord { Id = order.Id, Kind = OperationKind.StopSlots, StartedAt = now };
        return Begin(snapshot, operation, order.Slots, (running, slot) => (
            running.With(ActionFold.Forgiven(slot) with { Wanted = false, IsStoppedHard = order.Hard, Note = "stopped by order" }),
            Waiting(slot) with { Progress = slot.Workers.IsEmpty ? SlotProgress.Done : SlotProgress.Waiting }));
    }

    private static FleetSnapshot StartSlots(FleetSnapshot snapshot, StartSlotsOrder order, DateTimeOffset now)
    {
        var operation = new OperationRecord { Id = order.Id, Kind = OperationKind.StartSlots, StartedAt = now };
        return Begin(snapshot, operation, order.Slots, (running, slot) =>
        {
            var coming = slot.Workers.FirstOrDefault(worker => !worker.IsEnding());
            var step = Waiting(slot);
            if (coming is not null && coming.IsActive() && slot.Route == coming.Name) step = step with { Progress = SlotProgress.Done };
            else if (coming is not null) step = step with { Progress = SlotProgress.Starting, New = coming.Name };
            return (running.With(ActionFold.Forgiven(slot) with { Wanted = true, Started = coming is not null && slot.Started, HasServed = coming is not null && slot.HasServed }), step);
        });
    }

    private static FleetSnapshot Steering(FleetSnapshot snapshot, SteerOrder order)
    {
        if (snapshot.Operation is not { } operation || operation.Id != order.Operation) return snapshot;
        var steered = order.Steer switch
        {
            Steer.Pause => operation with { Paused = true },
            Steer.Resume => operation with { Paused = false },
            Steer.Abort => operation with { Paused = false, Aborting = true },
        };
        return steered == operation ? snapshot : snapshot with { Operation = steered };
    }

    private static FleetSnapshot AddService(FleetSnapshot snapshot, AddServiceOrder order, DateTimeOffset now)
    {
        var operation = new OperationRecord { Id = order.Id, Kind = OperationKind.AddService, Generation = order.Generation, StartedAt = now };
        if (order.Slot.Kind != WorkerKind.Service) return Refused(snapshot, operation, $"{order.Slot} is not the name of a service.");
        if (snapshot.Slots.ContainsKey(order.Slot)) return Refused(snapshot, operation, $"There is a service {order.Slot} already.");
        var added = LayoutFold.Added(snapshot, order.Slot) with { Generation = order.Generation };
        var with = snapshot with { Slots = snapshot.Slots.SetItem(order.Slot, added), Generation = Math.Max(snapshot.Generation, order.Generation) };
        var begun = Begin(with, operation, [order.Slot], (running, slot) => (running, Waiting(slot)));
        return begun.Operation?.Id == order.Id ? begun : begun with { Slots = snapshot.Slots, Generation = snapshot.Generation };
    }

    private static FleetSnapshot RemoveService(FleetSnapshot snapshot, RemoveServiceOrder order, DateTimeOffset now)
    {
        var operation = new OperationRecord { Id = order.Id, Kind = OperationKind.RemoveService, StartedAt = now };
        if (order.Slot.Kind != WorkerKind.Service) return Refused(snapshot, operation, $"{order.Slot} is not a service: to have fewer clusters, reshard.");
        return Begin(snapshot, operation, [order.Slot], (running, slot) => (
            running.With(ActionFold.Forgiven(slot) with { Wanted = false, Note = "removed by order" }),
            Waiting(slot) with { Progress = slot.Workers.IsEmpty ? SlotProgress.Done : SlotProgress.Waiting }));
    }

    private static OperationSlot Waiting(SlotRecord slot) => new() { Slot = slot.Slot };

    private static FleetSnapshot Begin(
        FleetSnapshot snapshot,
        OperationRecord operation,
        ImmutableArray<SlotName> slots,
        Func<FleetSnapshot, SlotRecord, (FleetSnapshot Running, OperationSlot Step)> begin)
    {
        if (Refusal(snapshot, slots) is { } refusal) return Refused(snapshot, operation, refusal);
        var steps = ImmutableArray.CreateBuilder<OperationSlot>();
        var running = snapshot;
        foreach (var name in slots.Distinct().Order())
        {
            (running, var step) = begin(running, running.Slots[name]);
            steps.Add(step);
        }
        return running with { Operation = operation with { Slots = steps.ToImmutable() } };
    }

    internal static FleetSnapshot Refused(FleetSnapshot snapshot, OperationRecord operation, string why) =>
        snapshot.WithEnded(operation with { Outcome = OperationOutcome.Refused, Message = why, EndedAt = operation.StartedAt });

    /// <summary>Why no operation can begin now; null where one can.</summary>
    internal static string? Refusal(FleetSnapshot snapshot)
    {
        if (snapshot.Mode != FleetMode.Running) return "The fleet is stopping.";
        return snapshot.Operation is { } running ? $"{Words(running.Kind)} {running.Id} is running: give the order again when it has ended." : null;
    }

    private static string? Refusal(FleetSnapshot snapshot, ImmutableArray<SlotName> slots)
    {
        if (Refusal(snapshot) is { } refusal) return refusal;
        if (slots.IsDefaultOrEmpty) return "The order names no slot.";
        foreach (var slot in slots)
            if (!snapshot.Slots.ContainsKey(slot)) return $"There is no slot {slot}.";
        return null;
    }

    private static string Words(OperationKind kind) => kind switch
    {
        OperationKind.SoftRestart => "The soft restart",
        OperationKind.HardRestart => "The hard restart",
        OperationKind.StopSlots => "The stop of slots",
        OperationKind.StartSlots => "The start of slots",
        OperationKind.Reshard => "The reshard",
        OperationKind.AddService => "The addition of a service",
        OperationKind.RemoveService => "The removal of a service",
    };
}
