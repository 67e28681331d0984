namespace Fleet.Planning.Orders;

/// <summary>What may be done with an operation that runs.</summary>
public enum Steer
{
    /// <summary>Begin nothing new; what is under way comes to its end.</summary>
    Pause = 0,

    /// <summary>Go on.</summary>
    Resume = 1,

    /// <summary>Begin nothing new and end; what is under way comes to its end. A reshard goes back to the old layout.</summary>
    Abort = 2,
}
