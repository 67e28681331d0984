namespace Fleet;

/// <summary>Why a worker is stopped.</summary>
public enum StopReason
{
    /// <summary>The whole fleet stops on this host.</summary>
    Shutdown = 0,

    /// <summary>A successor has taken over.</summary>
    Replaced = 1,

    /// <summary>This worker was to replace another, and the replacement was given up.</summary>
    RolledBack = 2,

    /// <summary>An operator ordered it, or a hard restart.</summary>
    Ordered = 3,
}
