using System.Collections.Immutable;
using Fleet.Planning.Actions;
using Fleet.Planning.Operations;
using Fleet.Planning.Snapshots;
using Fleet.Planning.Specs;

namespace Fleet.Planning.Rollout;

/// <summary>Whose turn it is in a restart.</summary>
internal static class RolloutTurn
{
    /// <summary>The slots that may be begun now: as many as the surge leaves room for, and none after a failure.</summary>
    public static ImmutableArray<SlotRecord> Next(RolloutSpec spec, FleetSnapshot snapshot, OperationRecord operation)
    {
        if (operation.Paused || operation.Aborting || operation.Slots.Any(step => step.Progress == SlotProgress.Failed)) return [];
        var room = spec.Surge - operation.Slots.Count(step => step.Progress.IsUnderWay());
        if (room <= 0) return [];
        return [.. operation.Slots.Where(step => step.Progress == SlotProgress.Waiting).Take(room).Select(step => snapshot.Slots[step.Slot])];
    }

    public static Launch Launch(FleetSnapshot snapshot, OperationRecord operation, SlotRecord slot) =>
        new(new WorkerName(slot.Slot, slot.NextIncarnation), operation.Generation)
        {
            Layout = snapshot.Layout.NumberFor(slot.Slot),
            OperationId = operation.Id,
            Reason = $"restart {operation.Id}: it is the turn of {slot.Slot}",
        };
}
