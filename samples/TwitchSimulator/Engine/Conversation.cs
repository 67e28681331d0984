using System.Text;
using TwitchSimulator.Irc;

namespace TwitchSimulator.Engine;

/// <summary>What Twitch's chat answers to one client, command by command.</summary>
/// <param name="connection">The client.</param>
/// <param name="rooms">All rooms.</param>
/// <param name="onBotMessage">Called with channel, login, text and the id replied to (or empty) for each message; returns the new message's id.</param>
internal sealed class Conversation(ClientConnection connection, Rooms rooms, Func<ClientConnection, string, string, string, string> onBotMessage)
{
    /// <summary>The token that is refused, so that refusals can be tried out.</summary>
    public const string RefusedToken = "oauth:refused";

    private const string Tags = "twitch.tv/tags";
    private const string Commands = "twitch.tv/commands";
    private const string Membership = "twitch.tv/membership";
    private const int LongestText = 500;

    private string _pass = "";

    private bool IsAnonymous => connection.Nick.StartsWith("justinfan", StringComparison.Ordinal);

    /// <summary>Takes one line of the client.</summary>
    public void Take(string text)
    {
        if (IrcLine.Parse(text) is not { } line) return;
        switch (line.Command)
        {
            case "CAP":
                Negotiate(line);
                break;
            case "PASS":
                _pass = line.Parameter(0);
                break;
            case "NICK":
                LogIn(line.Parameter(0).ToLowerInvariant());
                break;
            case "USER" or "PONG":
                break;
            case "PING":
                connection.Send(ServerLines.Pong(line.Parameter(0)));
                break;
            case "QUIT":
                connection.Finish();
                break;
            case var _ when connection.Nick.Length == 0:
                break;
            case "JOIN":
                foreach (var channel in Channels(line)) Join(channel);
                break;
            case "PART":
                foreach (var channel in Channels(line)) Part(channel);
                break;
            case "PRIVMSG":
                Say(line);
                break;
            default:
                connection.Send(ServerLines.UnknownCommand(connection.Nick, line.Command));
                break;
        }
    }

    private static IEnumerable<string> Channels(IrcLine line) =>
        line.Parameter(0).Split(',').Where(name => name.StartsWith('#')).Select(name => name[1..].ToLowerInvariant());

    private void Negotiate(IrcLine line)
    {
        if (line.Parameter(0).Equals("LS", StringComparison.OrdinalIgnoreCase)) connection.Send($":tmi.twitch.tv CAP * LS :{Membership} {Tags} {Commands}");
        if (!line.Parameter(0).Equals("REQ", StringComparison.OrdinalIgnoreCase)) return;

        var asked = string.Join(' ', line.Parameters.Skip(1)).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (asked.Any(capability => capability is not (Tags or Commands or Membership)))
        {
            connection.Send(ServerLines.Refuse(string.Join(' ', asked)));
            return;
        }
        connection.WantsTags |= asked.Contains(Tags);
        connection.WantsCommands |= asked.Contains(Commands);
        connection.Send(ServerLines.Acknowledge(string.Join(' ', asked)));
    }

    private void LogIn(string nick)
    {
        if (connection.Nick.Length > 0) return;
        var isAnonymous = nick.StartsWith("justinfan", StringComparison.Ordinal);
        if (nick.Length == 0 || (!isAnonymous && !_pass.StartsWith("oauth:", StringComparison.Ordinal))) Refuse(ServerLines.BadAuth());
        else if (_pass == RefusedToken) Refuse(ServerLines.LoginFailed());
        else Greet(nick, isAnonymous);
    }

    private void Refuse(string notice)
    {
        connection.Send(notice);
        connection.Finish();
    }

    private void Greet(string nick, bool isAnonymous)
    {
        connection.Nick = nick;
        foreach (var line in ServerLines.Welcome(nick)) connection.Send(line);
        if (!isAnonymous) SendExtra(ServerLines.GlobalUserState(nick));
    }

    private void Join(string channel)
    {
        // A channel that does not exist is answered by silence, as Twitch does.
        if (!rooms.Exists(channel)) return;
        connection.Send(ServerLines.Join(connection.Nick, channel));
        foreach (var line in ServerLines.Names(connection.Nick, channel)) connection.Send(line);
        if (!IsAnonymous) SendExtra(ServerLines.UserState(connection.Nick, channel));
        SendExtra(ServerLines.RoomState(channel));
        rooms.Join(channel, connection);
    }

    private void Part(string channel)
    {
        if (rooms.Leave(channel, connection)) connection.Send(ServerLines.Part(connection.Nick, channel));
    }

    private void Say(IrcLine line)
    {
        var channel = line.Parameter(0).TrimStart('#').ToLowerInvariant();
        var text = Cut(line.Parameter(1));
        if (IsAnonymous || text.Length == 0 || !rooms.Exists(channel)) return;
        var id = onBotMessage(connection, channel, text, line.Tags.GetValueOrDefault("reply-parent-msg-id", ""));
        SendExtra(ServerLines.UserState(connection.Nick, channel, id));
    }

    // Twitch cuts at 500 characters (code points) first, then closes up spaces.
    private static string Cut(string text)
    {
        var cut = new StringBuilder();
        foreach (var rune in text.EnumerateRunes().Take(LongestText))
            if (rune.Value != ' ' || (cut.Length > 0 && cut[^1] != ' ')) cut.Append(rune.ToString());
        return cut.ToString().TrimEnd(' ');
    }

    private void SendExtra(string line)
    {
        if (!connection.WantsCommands) return;
        connection.Send(connection.WantsTags || !line.StartsWith('@') ? line : line[(line.IndexOf(' ', StringComparison.Ordinal) + 1)..]);
    }
}
