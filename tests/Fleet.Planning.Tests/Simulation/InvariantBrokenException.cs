namespace Fleet.Planning.Tests.Simulation;

/// <summary>A promise was broken in a simulated fleet.</summary>
internal sealed class InvariantBrokenException(string message) : Exception(message);
