namespace StatsService;

/// <summary>The event <c>seen</c>: a bot saw a message.</summary>
/// <param name="Channel">The channel, without '#'.</param>
public sealed record Seen(string Channel);
