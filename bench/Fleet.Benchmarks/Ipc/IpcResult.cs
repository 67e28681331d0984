using Fleet.Benchmarks.Relay;

namespace Fleet.Benchmarks.Ipc;

/// <summary>One trial with a whole fleet: the figures of a relay, where the relay is the Admiral, and what the driving worker allocated per operation.</summary>
internal sealed record IpcResult(RelayResult Relay, double DriverBytesPerOperation);
