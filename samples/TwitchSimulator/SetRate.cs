namespace TwitchSimulator;

/// <summary>Sets how much the viewers write; answered by a <see cref="SimulatorReport"/>.</summary>
/// <param name="MessagesPerSecond">Messages per second over all channels, 0 to 100,000.</param>
public sealed record SetRate(double MessagesPerSecond);
