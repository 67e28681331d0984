namespace Fleet;

/// <summary>Who a worker is.</summary>
/// <param name="Fleet">The name of the fleet.</param>
/// <param name="Host">The name of the machine's host in the fleet.</param>
/// <param name="Name">The slot and the incarnation.</param>
/// <param name="Generation">The number of the rollout that brought this worker's code, from 1.</param>
public sealed record WorkerIdentity(string Fleet, string Host, WorkerName Name, int Generation)
{
    /// <summary>The slot that this worker fills.</summary>
    public SlotName Slot => Name.Slot;

    /// <summary>The how-manieth process of its slot, from 1.</summary>
    public int Incarnation => Name.Incarnation;
}
