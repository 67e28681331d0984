namespace Fleet.Planning.Events;

/// <summary>Anything that changes a snapshot. The passing of time is not among them: time is an argument.</summary>
public abstract record FleetEvent
{
    /// <summary>Which event it is.</summary>
    public abstract FleetEventKind Kind { get; }
}
