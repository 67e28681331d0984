using System.Collections.Immutable;

namespace Fleet.Planning.Operations;

/// <summary>An order that takes time, and how far it is.</summary>
public sealed record OperationRecord
{
    /// <summary>The id of the order.</summary>
    public required string Id { get; init; }

    /// <summary>What it does.</summary>
    public required OperationKind Kind { get; init; }

    /// <summary>The code that the new workers of a restart run; 0 for other kinds.</summary>
    public int Generation { get; init; }

    /// <summary>Its slots, in the order they are worked on.</summary>
    public ImmutableArray<OperationSlot> Slots { get; init; } = [];

    /// <summary>Whether nothing new is begun until it is resumed.</summary>
    public bool Paused { get; init; }

    /// <summary>Whether it is to end by order.</summary>
    public bool Aborting { get; init; }

    /// <summary>How often a reshard has turned the layout: 0 before, 1 after, 2 when it has turned back.</summary>
    public int Turns { get; init; }

    /// <summary>How it stands.</summary>
    public OperationOutcome Outcome { get; init; }

    /// <summary>A sentence on how it ended; empty while it runs.</summary>
    public string Message { get; init; } = "";

    /// <summary>When the order was given.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When it ended; null while it runs.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>This operation's part in a slot; null where it has none.</summary>
    public OperationSlot? Find(SlotName slot)
    {
        foreach (var step in Slots)
            if (step.Slot == slot) return step;
        return null;
    }
}
