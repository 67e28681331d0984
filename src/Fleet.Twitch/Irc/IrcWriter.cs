using System.Text;

namespace Fleet.Twitch.Irc;

/// <summary>
/// Writes the lines that a client sends. There is no way to write a line of one's own, and no argument can end a line early:
/// CR, LF and NUL are refused everywhere, so what a viewer wrote never becomes a command.
/// </summary>
internal static class IrcWriter
{
    /// <summary>The most characters (Unicode code points) that Twitch takes in one message.</summary>
    public const int LongestText = 500;

    public static byte[] Capabilities() => Line("CAP REQ :twitch.tv/tags twitch.tv/commands");

    public static byte[] Pass(string token) => Line("PASS " + Word(token));

    public static byte[] Nick(string login) => Line("NICK " + Word(login));

    public static byte[] Join(IEnumerable<string> channels) => Line("JOIN " + string.Join(',', channels.Select(Channel)));

    public static byte[] Ping(string text) => Line("PING :" + text);

    public static byte[] Pong(string text) => Line("PONG :" + text);

    public static byte[] Say(string channel, string text) => Line($"PRIVMSG {Channel(channel)} :{Text(text)}");

    public static byte[] Reply(string channel, string parentId, string text) =>
        Line($"@reply-parent-msg-id={IrcTagText.Escape(parentId)} PRIVMSG {Channel(channel)} :{Text(text)}");

    /// <summary>Whether a text can stand in a line at all.</summary>
    public static bool IsSafe(ReadOnlySpan<char> text) => !text.ContainsAny('\r', '\n', '\0');

    /// <summary>The length that counts against <see cref="LongestText"/>, in code points.</summary>
    public static int Length(string text)
    {
        var count = 0;
        foreach (var _ in text.EnumerateRunes()) count++;
        return count;
    }

    private static byte[] Line(string content) =>
        IsSafe(content)
            ? Encoding.UTF8.GetBytes(content + "\r\n")
            : throw new ArgumentException("A line to Twitch must not hold CR, LF or NUL.", nameof(content));

    private static string Channel(string name) =>
        ChannelName.IsValid(name)
            ? "#" + name
            : throw new ArgumentException("The name of a channel is 1 to 25 of a-z, 0-9 and '_'.", nameof(name));

    private static string Word(string word) =>
        word.Length > 0 && !word.Contains(' ', StringComparison.Ordinal)
            ? word
            : throw new ArgumentException("A word is needed here: not empty, without spaces.", nameof(word));

    private static string Text(string text) => Length(text) switch
    {
        0 => throw new ArgumentException("The text is empty.", nameof(text)),
        > LongestText => throw new ArgumentException($"The text has more than {LongestText} characters.", nameof(text)),
        _ => text,
    };
}
