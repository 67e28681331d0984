namespace Fleet.Twitch;

/// <summary>How a bot takes part in Twitch chat. The keys of the configuration are the names of these members, such as <c>endpoint</c>.</summary>
public sealed class TwitchOptions
{
    /// <summary>Where the chat is: <c>wss://</c>, <c>ws://</c>, <c>ircs://</c> or <c>irc://</c>. Default: Twitch by WebSocket with TLS.</summary>
    public string Endpoint { get; init; } = "wss://irc-ws.chat.twitch.tv:443";

    /// <summary>The account's login, 1 to 25 of a–z, 0–9 and '_'. Without login and token the chat is read anonymously and nothing can be sent.</summary>
    public string Login { get; init; } = "";

    /// <summary>The account's user access token, with or without <c>oauth:</c>. It goes only to this machine or, encrypted, to Twitch.</summary>
    public string Token { get; init; } = "";

    /// <summary>Whether the limits on joins and messages below are kept. They can be switched off only for an endpoint on this machine. Default true.</summary>
    public bool Limits { get; init; } = true;

    /// <summary>The most channels joined within <see cref="JoinWindowSeconds"/>, 1 to 2,000. Default 18: Twitch allows 20 in 10 s per account and closes the connection above.</summary>
    public int JoinsPerWindow { get; init; } = 18;

    /// <summary>The window of <see cref="JoinsPerWindow"/>, in seconds, 1 to 600. Default 12.</summary>
    public double JoinWindowSeconds { get; init; } = 12;

    /// <summary>The most messages sent within <see cref="MessageWindowSeconds"/>, 1 to 7,500. Default 18: Twitch allows 20 in 30 s per account that is no moderator, and ignores the account for an hour above.</summary>
    public int MessagesPerWindow { get; init; } = 18;

    /// <summary>The window of <see cref="MessagesPerWindow"/>, in seconds, 1 to 600. Default 32.</summary>
    public double MessageWindowSeconds { get; init; } = 32;

    /// <summary>How long a join may stay unanswered before the channel is reported as not joined, in seconds, 0.1 to 300. Default 10.</summary>
    public double JoinTimeoutSeconds { get; init; } = 10;

    /// <summary>How long a message waits for a connection and for a permit before sending it fails, in seconds, 0.1 to 300. Default 30.</summary>
    public double SendTimeoutSeconds { get; init; } = 30;

    internal bool IsAnonymous => Login.Length == 0 && Token.Length == 0;

    internal string Nick => IsAnonymous ? "justinfan64209" : Login.ToLowerInvariant();

    internal string PassText => Token.StartsWith("oauth:", StringComparison.Ordinal) ? Token : "oauth:" + Token;

    internal TimeSpan JoinWindow => TimeSpan.FromSeconds(JoinWindowSeconds);

    internal TimeSpan MessageWindow => TimeSpan.FromSeconds(MessageWindowSeconds);

    internal TimeSpan JoinTimeout => TimeSpan.FromSeconds(JoinTimeoutSeconds);

    internal TimeSpan SendTimeout => TimeSpan.FromSeconds(SendTimeoutSeconds);
}
