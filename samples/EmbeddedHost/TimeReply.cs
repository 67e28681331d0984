namespace EmbeddedHost;

/// <summary>The program's time.</summary>
public sealed record TimeReply(DateTimeOffset Now);
