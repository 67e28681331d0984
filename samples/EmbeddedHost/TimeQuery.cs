namespace EmbeddedHost;

/// <summary>A command that bots send to the Admiral.</summary>
public sealed record TimeQuery;
