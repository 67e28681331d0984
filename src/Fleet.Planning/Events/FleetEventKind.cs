namespace Fleet.Planning.Events;

/// <summary>The kinds of <see cref="FleetEvent"/>.</summary>
public enum FleetEventKind
{
    /// <summary><see cref="WorkerSignalled"/>.</summary>
    WorkerSignalled = 0,

    /// <summary><see cref="ActionTaken"/>.</summary>
    ActionTaken = 1,

    /// <summary><see cref="OrderGiven"/>.</summary>
    OrderGiven = 2,

    /// <summary><see cref="Events.WorkerExamined"/>.</summary>
    WorkerExamined = 3,

    /// <summary><see cref="Events.LayoutPlanned"/>.</summary>
    LayoutPlanned = 4,
}
