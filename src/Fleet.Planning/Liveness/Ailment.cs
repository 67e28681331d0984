namespace Fleet.Planning.Liveness;

/// <summary>What a worker can suffer from and still answer. It may pass.</summary>
public enum Ailment
{
    /// <summary>Its work waits for long; it gets no new commands.</summary>
    Behind = 0,

    /// <summary>Its work waits for so long that it will hardly recover; it is replaced by handover.</summary>
    Stuck = 1,

    /// <summary>It has had more memory than its limit for some time; it is replaced by handover.</summary>
    Bloated = 2,
}
