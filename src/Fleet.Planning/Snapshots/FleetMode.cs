namespace Fleet.Planning.Snapshots;

/// <summary>Whether the fleet on this host runs or ends.</summary>
public enum FleetMode
{
    /// <summary>Wanted slots are kept running.</summary>
    Running = 0,

    /// <summary>Everything is told to stop, clusters before services.</summary>
    Stopping = 1,

    /// <summary>Everything is killed.</summary>
    Forced = 2,

    /// <summary>Nothing lives. Once a plan is empty in this mode, the Admiral can end.</summary>
    Stopped = 3,
}
