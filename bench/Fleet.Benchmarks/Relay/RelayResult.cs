namespace Fleet.Benchmarks.Relay;

/// <summary>One trial: operations are round trips, or frames delivered.</summary>
internal sealed record RelayResult(double PerSecond, double P50Micros, double P99Micros, double CpuMicrosPerOperation, double RelayBytesPerFrame);
