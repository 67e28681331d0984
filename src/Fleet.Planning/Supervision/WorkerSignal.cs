namespace Fleet.Planning.Supervision;

/// <summary>Everything that can happen to a worker: what it does, and what the Admiral did to it.</summary>
public enum WorkerSignal
{
    /// <summary>Its process runs.</summary>
    Launched = 0,

    /// <summary>Its process could not be started; there is none.</summary>
    LaunchFailed = 1,

    /// <summary>It has shaken hands.</summary>
    Joined = 2,

    /// <summary>Its start returned.</summary>
    Ready = 3,

    /// <summary>Its start threw.</summary>
    StartFailed = 4,

    /// <summary>Its activation returned: it acts.</summary>
    Activated = 5,

    /// <summary>Its activation threw.</summary>
    ActivateFailed = 6,

    /// <summary>Its deactivation ended: it no longer acts, and what it left is kept.</summary>
    Drained = 7,

    /// <summary>Its connection is gone, while its process is not known to be.</summary>
    LinkLost = 8,

    /// <summary>It does not answer, or does not get on with its work.</summary>
    Unresponsive = 9,

    /// <summary>Its process is gone.</summary>
    Exited = 10,

    /// <summary>It was told to act.</summary>
    ActivateSent = 11,

    /// <summary>It was told to deactivate.</summary>
    DrainSent = 12,

    /// <summary>It was told to stop.</summary>
    StopSent = 13,

    /// <summary>It was killed; its process may still run for a moment.</summary>
    KillSent = 14,

    /// <summary>It has far more memory than it may have.</summary>
    Overgrown = 15,
}
