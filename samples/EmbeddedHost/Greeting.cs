namespace EmbeddedHost;

/// <summary>An event that bots send to the Admiral, and one that it answers with.</summary>
public sealed record Greeting(string Text);
