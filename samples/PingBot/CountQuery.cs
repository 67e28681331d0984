namespace PingBot;

// This bot's own copies of the stats service's messages: the two share no assembly, only names of types and members.

/// <summary>Asks the stats service how many messages it counted.</summary>
public sealed record CountQuery(string Channel);
