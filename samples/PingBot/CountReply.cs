namespace PingBot;

/// <summary>The stats service's answer.</summary>
public sealed record CountReply(long Messages);
