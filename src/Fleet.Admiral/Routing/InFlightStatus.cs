namespace Fleet.Admiral.Routing;

/// <summary>Whether a worker takes one more command.</summary>
internal enum InFlightStatus
{
    /// <summary>It does.</summary>
    Added,

    /// <summary>It has as many in hand as it may.</summary>
    Full,

    /// <summary>Its link is gone.</summary>
    Closed,
}
