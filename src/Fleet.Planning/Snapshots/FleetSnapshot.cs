using System.Collections.Immutable;
using Fleet.Planning.Events;
using Fleet.Planning.Layouts;
using Fleet.Planning.Operations;
using Fleet.Planning.Specs;

namespace Fleet.Planning.Snapshots;

/// <summary>Everything the Admiral knows of its host. Immutable: it is swapped whole.</summary>
public sealed record FleetSnapshot
{
    /// <summary>How many finished operations are kept.</summary>
    public const int OperationsKept = 20;

    /// <summary>The number of the code that a fleet starts with.</summary>
    public const int FirstGeneration = 1;

    /// <summary>The slots, in the order of a start.</summary>
    public required ImmutableSortedDictionary<SlotName, SlotRecord> Slots { get; init; }

    /// <summary>The layout that messages find their way by.</summary>
    public required FleetLayout Layout { get; init; }

    /// <summary>While a reshard runs, the layout that is prepared, or the one that was left; null otherwise.</summary>
    public FleetLayout? OtherLayout { get; init; }

    /// <summary>Whether the fleet has no clusters yet because nobody knows how many shards they divide.</summary>
    public bool AwaitsLayout { get; init; }

    /// <summary>The first layout of such a fleet, when its shards are known; null before and after.</summary>
    public FleetLayout? PlannedLayout { get; init; }

    /// <summary>The largest number that a layout has had.</summary>
    public int LastLayout { get; init; } = 1;

    /// <summary>The next incarnations of slots that are gone, so that no worker's name is ever used again.</summary>
    public ImmutableDictionary<SlotName, int> GoneSlots { get; init; } = ImmutableDictionary<SlotName, int>.Empty;

    /// <summary>Whether the fleet runs or ends.</summary>
    public FleetMode Mode { get; init; }

    /// <summary>When everything that still lives is killed; null unless the fleet stops.</summary>
    public DateTimeOffset? StopBy { get; init; }

    /// <summary>The operation that runs; null for none.</summary>
    public OperationRecord? Operation { get; init; }

    /// <summary>Operations that ended or were refused, oldest first; the last <see cref="OperationsKept"/>.</summary>
    public ImmutableArray<OperationRecord> LastOperations { get; init; } = [];

    /// <summary>The newest code that was asked for, from 1.</summary>
    public int Generation { get; init; } = FirstGeneration;

    /// <summary>Grows by one with every change.</summary>
    public long Version { get; init; }

    /// <summary>The state before anything was launched.</summary>
    public static FleetSnapshot Initial(FleetSpec spec) => new()
    {
        AwaitsLayout = spec.AwaitsLayout,
        Layout = new FleetLayout(1, spec.Slots.Where(slot => slot.Slot.Kind == WorkerKind.Cluster).ToImmutableSortedDictionary(slot => slot.Slot, slot => slot.Assignment)),
        Slots = spec.Slots.ToImmutableSortedDictionary(slot => slot.Slot, slot => new SlotRecord { Slot = slot.Slot, Pinned = slot.Pinned }),
    };

    /// <summary>What is known after an event; this same snapshot where the event changes nothing.</summary>
    /// <param name="fleetEvent">The event.</param>
    /// <param name="now">When it was heard; never earlier than before.</param>
    public FleetSnapshot Apply(FleetEvent fleetEvent, DateTimeOffset now)
    {
        var after = FleetFold.Apply(this, fleetEvent, now);
        return ReferenceEquals(after, this) ? this : after with { Version = Version + 1 };
    }

    /// <summary>The operation of this id, running, ended or refused; null where it is unknown or was forgotten.</summary>
    public OperationRecord? FindOperation(string id)
    {
        if (Operation?.Id == id) return Operation;
        foreach (var operation in LastOperations)
            if (operation.Id == id) return operation;
        return null;
    }

    /// <summary>What a worker has to do, by the layout in which it has its place.</summary>
    public WorkAssignment AssignmentOf(WorkerRecord worker) =>
        (Layout.Has(worker.Layout) ? Layout : OtherLayout)?.Find(worker.Name.Slot) ?? WorkAssignment.None;

    /// <summary>The record of a living worker; null for one that is unknown or gone.</summary>
    public WorkerRecord? FindWorker(WorkerName name) =>
        Slots.TryGetValue(name.Slot, out var slot) ? slot.Find(name) : null;
}
