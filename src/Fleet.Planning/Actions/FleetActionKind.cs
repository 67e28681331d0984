namespace Fleet.Planning.Actions;

/// <summary>The kinds of <see cref="FleetAction"/>.</summary>
public enum FleetActionKind
{
    /// <summary><see cref="Actions.Launch"/>.</summary>
    Launch = 0,

    /// <summary><see cref="Actions.Activate"/>.</summary>
    Activate = 1,

    /// <summary><see cref="Actions.BeginHandover"/>.</summary>
    BeginHandover = 2,

    /// <summary><see cref="Actions.PointRoute"/>.</summary>
    PointRoute = 3,

    /// <summary><see cref="Actions.Stop"/>.</summary>
    Stop = 4,

    /// <summary><see cref="Actions.Kill"/>.</summary>
    Kill = 5,

    /// <summary><see cref="Actions.BackOff"/>. Nothing to execute: it is for the snapshot and the log.</summary>
    BackOff = 6,

    /// <summary><see cref="Actions.Quarantine"/>. Nothing to execute: it is for the snapshot and the log.</summary>
    Quarantine = 7,

    /// <summary><see cref="Actions.ForgetLosses"/>. Nothing to execute: it is for the snapshot and the log.</summary>
    ForgetLosses = 8,

    /// <summary><see cref="Actions.BeginShutdown"/>. Nothing to execute: it is for the snapshot and the log.</summary>
    BeginShutdown = 9,

    /// <summary><see cref="Actions.FinishOperation"/>. Nothing to execute but to tell who waits for it.</summary>
    FinishOperation = 10,

    /// <summary><see cref="Actions.BeginReplacement"/>.</summary>
    BeginReplacement = 11,

    /// <summary><see cref="Actions.TurnLayout"/>.</summary>
    TurnLayout = 12,

    /// <summary><see cref="Actions.AdoptLayout"/>.</summary>
    AdoptLayout = 13,
}
