namespace Fleet.Protocol.Connections;

/// <summary>What an <see cref="OsThread"/> is doing.</summary>
/// <param name="IsWaiting">It sleeps until something happens; a thread that only waits for a processor does not.</param>
/// <param name="CpuTicks">Processor time that it has used since it started, in hundredths of a second.</param>
public readonly record struct OsThreadActivity(bool IsWaiting, long CpuTicks);
