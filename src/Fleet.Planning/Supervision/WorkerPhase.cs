namespace Fleet.Planning.Supervision;

/// <summary>Where a worker is in its life.</summary>
public enum WorkerPhase
{
    /// <summary>
    /// Its process was ordered and does not run yet. Launching can fail without a process. A worker may join before the launcher has told that it
    /// runs: both travel different ways.
    /// </summary>
    Launching = 0,

    /// <summary>Its process runs, and its handshake is awaited. It cannot be told anything yet, only killed.</summary>
    Joining = 1,

    /// <summary>It has joined, and its <c>StartAsync</c> runs: it connects and loads, and must not act.</summary>
    Starting = 2,

    /// <summary>
    /// Standby: it has started and is silent. So is a new worker that waits for the handover, and an old one that was deactivated and is kept warm.
    /// </summary>
    Ready = 3,

    /// <summary>
    /// It was told to act and has not said yet that it does. A phase of its own, since it has a deadline of its own, may act already, and gets no
    /// frames yet.
    /// </summary>
    Activating = 4,

    /// <summary>It acts; frames of its slot go to it. The one phase a worker is meant to stay in.</summary>
    Active = 5,

    /// <summary>It was told to deactivate, for a handover: it finishes the frames it has and says what it leaves. It still acts.</summary>
    Draining = 6,

    /// <summary>It was told to stop: it deactivates by itself where it acts, closes, and ends its process.</summary>
    Stopping = 7,

    /// <summary>It was killed, and its end is awaited. Until then it may still act, so nobody takes its place.</summary>
    Killing = 8,

    /// <summary>Its process is gone, or never was. It leaves the snapshot; what it still says changes nothing.</summary>
    Gone = 9,
}
