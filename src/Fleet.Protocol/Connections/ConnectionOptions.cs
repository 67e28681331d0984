using Fleet.Protocol.Framing;

namespace Fleet.Protocol.Connections;

/// <summary>How a <see cref="Connection"/> is set up.</summary>
public sealed record ConnectionOptions
{
    /// <summary>Who is at the other end, for thread names and logs, for example <c>cluster-3#7</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The bounds of the link.</summary>
    public ProtocolLimits Limits { get; init; } = ProtocolLimits.Default;

    /// <summary>The clock for the stall limit and for waits.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>
    /// Whether frames from the peer are held to <see cref="ProtocolLimits.HandshakeFrameBytes"/> until
    /// <see cref="Connection.EndHandshake"/> is called. Off by default.
    /// </summary>
    public bool StartsWithHandshake { get; init; }

    /// <summary>
    /// The stack of the reader and writer threads in bytes, 256 KiB by default: frames nest 32 deep at most. 0 is the system's default, for a receiver that
    /// runs foreign code.
    /// </summary>
    public int ThreadStackBytes { get; init; } = 256 * 1024;

    /// <summary>Whether all sends go through the writer thread, as on systems without a non-blocking send on a blocking socket. For tests and measurements.</summary>
    internal bool AlwaysUseWriter { get; init; }
}
