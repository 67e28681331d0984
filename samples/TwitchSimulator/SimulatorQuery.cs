namespace TwitchSimulator;

/// <summary>Asks for the counters since the start, as a <see cref="SimulatorReport"/>.</summary>
public sealed record SimulatorQuery;
