namespace PingBot;

/// <summary>Tells the stats service of a message.</summary>
public sealed record Seen(string Channel);
