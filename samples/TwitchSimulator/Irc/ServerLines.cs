using System.Globalization;

namespace TwitchSimulator.Irc;

/// <summary>The lines that Twitch's chat sends, without their line ends.</summary>
internal static class ServerLines
{
    private const string Server = ":tmi.twitch.tv";

    public static string Acknowledge(string capabilities) => $"{Server} CAP * ACK :{capabilities}";

    public static string Refuse(string capabilities) => $"{Server} CAP * NAK :{capabilities}";

    public static IEnumerable<string> Welcome(string nick) =>
    [
        $"{Server} 001 {nick} :Welcome, GLHF!",
        $"{Server} 002 {nick} :Your host is tmi.twitch.tv",
        $"{Server} 003 {nick} :This server is rather new",
        $"{Server} 004 {nick} :-",
        $"{Server} 375 {nick} :-",
        $"{Server} 372 {nick} :You are in a maze of twisty passages, all alike.",
        $"{Server} 376 {nick} :>",
    ];

    public static string GlobalUserState(string nick) =>
        $"@badge-info=;badges=;color=;display-name={nick};emote-sets=0;user-id={UserId(nick)};user-type= {Server} GLOBALUSERSTATE";

    public static string LoginFailed() => $"{Server} NOTICE * :Login authentication failed";

    public static string BadAuth() => $"{Server} NOTICE * :Improperly formatted auth";

    public static string Join(string nick, string channel) => $"{Prefix(nick)} JOIN #{channel}";

    public static string Part(string nick, string channel) => $"{Prefix(nick)} PART #{channel}";

    public static IEnumerable<string> Names(string nick, string channel) =>
    [
        $":{nick}.tmi.twitch.tv 353 {nick} = #{channel} :{nick}",
        $":{nick}.tmi.twitch.tv 366 {nick} #{channel} :End of /NAMES list",
    ];

    public static string UserState(string nick, string channel, string? id = null) =>
        $"@badge-info=;badges=;color=;display-name={nick};emote-sets=0{(id is null ? "" : ";id=" + id)};mod=0;subscriber=0;user-type= {Server} USERSTATE #{channel}";

    public static string RoomState(string channel) =>
        $"@emote-only=0;followers-only=-1;r9k=0;room-id={UserId(channel)};slow=0;subs-only=0 {Server} ROOMSTATE #{channel}";

    public static string Pong(string text) => $"{Server} PONG tmi.twitch.tv :{text}";

    public static string Ping() => "PING :tmi.twitch.tv";

    public static string Reconnect() => $"{Server} RECONNECT";

    public static string UnknownCommand(string nick, string command) => $"{Server} 421 {nick} {command} :Unknown command";

    /// <summary>What someone wrote, as everybody else in the room sees it.</summary>
    public static string Message(string nick, string channel, string text, string id, DateTimeOffset sentAt, string replyTo = "")
    {
        var reply = replyTo.Length > 0 ? $"reply-parent-msg-id={replyTo};" : "";
        var milliseconds = sentAt.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        return $"@badge-info=;badges=;color=#1E90FF;display-name={nick};emotes=;first-msg=0;flags=;id={id};mod=0;{reply}returning-chatter=0;"
            + $"room-id={UserId(channel)};subscriber=0;tmi-sent-ts={milliseconds};turbo=0;user-id={UserId(nick)};user-type= "
            + $"{Prefix(nick)} PRIVMSG #{channel} :{text}";
    }

    private static string Prefix(string nick) => $":{nick}!{nick}@{nick}.tmi.twitch.tv";

    // The same for the same name in every run, unlike GetHashCode.
    private static string UserId(string name)
    {
        var id = 17u;
        foreach (var c in name) id = id * 31 + c;
        return id.ToString(CultureInfo.InvariantCulture);
    }
}
