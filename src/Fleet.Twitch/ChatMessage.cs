using System.Globalization;
using Fleet.Twitch.Inbox;
using Fleet.Twitch.Irc;

namespace Fleet.Twitch;

/// <summary>A message that somebody wrote in a channel.</summary>
public sealed class ChatMessage
{
    private const string ActionStart = "\u0001ACTION ";
    private const char ActionEnd = '\u0001';

    private readonly TwitchChat? _chat;
    private readonly IrcMessage _irc;

    private ChatMessage(TwitchChat? chat, IrcMessage irc)
    {
        _chat = chat;
        _irc = irc;
        Channel = ChannelName.Normalize(irc.Parameter(0).ToString());
        Sender = irc.Nick.ToString();
        Id = irc.Tag("id") ?? "";
        Key = MessageKey.Of(Id);

        var text = irc.Parameter(1);
        IsAction = text.StartsWith(ActionStart, StringComparison.Ordinal);
        if (IsAction) text = text[ActionStart.Length..].TrimEnd(ActionEnd);
        Text = text.ToString();
    }

    /// <summary>The channel, in small letters, without '#'.</summary>
    public string Channel { get; }

    /// <summary>The login of who wrote it, in small letters.</summary>
    public string Sender { get; }

    /// <summary>The name of who wrote it, as it is shown; the login where none was sent.</summary>
    public string DisplayName => _irc.Tag("display-name") is { Length: > 0 } name ? name : Sender;

    /// <summary>What was written, without the <c>/me</c> of an action.</summary>
    public string Text { get; }

    /// <summary>Twitch's id of the message, a UUID; empty where none was sent.</summary>
    public string Id { get; }

    /// <summary>Whether it was written with <c>/me</c>.</summary>
    public bool IsAction { get; }

    /// <summary>When Twitch received it; null where that was not sent.</summary>
    public DateTimeOffset? SentAt =>
        long.TryParse(_irc.Tag("tmi-sent-ts"), NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds) && milliseconds <= LastMillisecond
            ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)
            : null;

    internal MessageKey Key { get; }

    internal string Line => _irc.Line;

    private static long LastMillisecond { get; } = DateTimeOffset.MaxValue.ToUnixTimeMilliseconds();

    /// <summary>The value of one of Twitch's tags, such as <c>user-id</c> or <c>badges</c>; null where it was not sent. It may hold line ends.</summary>
    /// <param name="name">The tag's name.</param>
    public string? Tag(string name) => _irc.Tag(name);

    /// <summary>Answers in the same channel, as a reply to this message.</summary>
    /// <param name="text">1 to 500 characters without line ends.</param>
    /// <param name="cancellationToken">Ends the wait for a connection or a permit.</param>
    /// <exception cref="ChatSendException">It was not sent; <see cref="ChatSendException.Error"/> says why.</exception>
    public Task ReplyAsync(string text, CancellationToken cancellationToken = default) =>
        (_chat ?? throw new InvalidOperationException("This message belongs to no chat.")).SendAsync(Channel, text, Id, cancellationToken);

    /// <summary>Who wrote what where, for logs.</summary>
    public override string ToString() => $"#{Channel} {Sender}: {Text}";

    internal static ChatMessage? Read(IrcMessage irc, TwitchChat? chat) =>
        irc.Is("PRIVMSG") && irc.Parameter(0) is ['#', ..] ? new ChatMessage(chat, irc) : null;

    internal static ChatMessage? Read(string line, TwitchChat? chat) =>
        IrcParser.TryParse(line, out var irc) ? Read(irc, chat) : null;
}
