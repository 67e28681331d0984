namespace Fleet.Protocol.Connections;

/// <summary>What a connection has done since it started. All numbers only grow, except <paramref name="BytesWaiting"/>.</summary>
/// <param name="FramesIn">Whole frames received.</param>
/// <param name="BytesIn">Bytes received.</param>
/// <param name="FramesOut">Frames put into the outbox.</param>
/// <param name="BytesOut">Bytes that the operating system took.</param>
/// <param name="FramesRefused">Frames not queued because they were too large or the outbox was full.</param>
/// <param name="BytesWaiting">Bytes in the outbox now.</param>
public readonly record struct ConnectionCounters(
    long FramesIn, long BytesIn, long FramesOut, long BytesOut, long FramesRefused, long BytesWaiting);
