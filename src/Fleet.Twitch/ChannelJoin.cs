namespace Fleet.Twitch;

/// <summary>Whether a channel is joined.</summary>
/// <param name="Channel">The channel, without '#'.</param>
/// <param name="IsJoined">Whether its messages arrive.</param>
/// <param name="Reason">Why it is not joined; empty where it is.</param>
public sealed record ChannelJoin(string Channel, bool IsJoined, string Reason);
