namespace EmbeddedHost;

/// <summary>A command to the service <c>stats</c> of the samples.</summary>
public sealed record CountQuery(string Channel);
