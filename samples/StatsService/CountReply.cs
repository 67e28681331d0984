namespace StatsService;

/// <summary>How many messages were counted.</summary>
/// <param name="Messages">Messages since the first start; a soft restart loses none.</param>
public sealed record CountReply(long Messages);
