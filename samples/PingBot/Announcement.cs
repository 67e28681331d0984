namespace PingBot;

/// <summary>What a bot tells all clusters when it becomes active.</summary>
/// <param name="Worker">Who, such as <c>cluster-0#2</c>.</param>
/// <param name="Channels">For how many channels it acts.</param>
public sealed record Announcement(string Worker, int Channels);
