namespace Fleet.Benchmarks.Relay;

internal enum RelayTransport
{
    /// <summary>The least a relay can be: blocking threads, a write of whatever a read returned. No bounds, no frames, no way out of two full peers.</summary>
    Raw,

    /// <summary><see cref="Fleet.Protocol.Connections.Connection"/> as shipped: inline non-blocking send, writer when needed.</summary>
    Fleet,

    /// <summary>The same with every send by the writer thread, as on systems without the non-blocking send.</summary>
    Writer,
}
