namespace EmbeddedHost;

/// <summary>The answer to a <see cref="CountQuery"/>.</summary>
public sealed record CountReply(long Messages);
