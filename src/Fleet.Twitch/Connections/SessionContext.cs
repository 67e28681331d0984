using Fleet.Twitch.Irc;
using Fleet.Twitch.Joining;

namespace Fleet.Twitch.Connections;

/// <summary>What a connection shares with those before and after it.</summary>
/// <param name="Options">The validated options.</param>
/// <param name="Endpoint">Where to connect to.</param>
/// <param name="Joins">The channels.</param>
/// <param name="JoinPermits">Twitch counts joins per account, over connections.</param>
/// <param name="OnMessage">Where chat messages go.</param>
internal sealed record SessionContext(TwitchOptions Options, IrcEndpoint Endpoint, JoinBook Joins, SlidingWindow? JoinPermits, Action<IrcMessage> OnMessage);
