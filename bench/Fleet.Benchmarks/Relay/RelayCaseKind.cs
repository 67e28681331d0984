namespace Fleet.Benchmarks.Relay;

internal enum RelayCaseKind
{
    /// <summary>A closed loop: every reply sends the next request.</summary>
    Echo,

    /// <summary>A producer that sends and flushes frame by frame as fast as it may; the services count.</summary>
    Stream,
}
