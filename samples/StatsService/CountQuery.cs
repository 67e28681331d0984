namespace StatsService;

/// <summary>Asks how many messages were counted; answered by a <see cref="CountReply"/>.</summary>
/// <param name="Channel">The channel, without '#'; empty for all channels together.</param>
public sealed record CountQuery(string Channel);
