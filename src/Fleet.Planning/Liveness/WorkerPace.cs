namespace Fleet.Planning.Liveness;

/// <summary>How a worker gets on with its work, from well to not at all.</summary>
public enum WorkerPace
{
    /// <summary>It keeps up.</summary>
    Keeping = 0,

    /// <summary>Its work waits for long.</summary>
    Behind = 1,

    /// <summary>Its work waits for so long that it will hardly recover.</summary>
    Stuck = 2,

    /// <summary>Nothing is to be expected of it any more.</summary>
    Hung = 3,
}
