namespace Fleet.Twitch.Tests.Inbox;

/// <summary>Messages for tests.</summary>
internal static class Messages
{
    public static string Line(string id, string channel = "room", string text = "hi", string sender = "viewer") =>
        $"@id={id};tmi-sent-ts=1 :{sender}!{sender}@{sender}.tmi.twitch.tv PRIVMSG #{channel} :{text}";

    public static ChatMessage Read(string line) => ChatMessage.Read(line, null).ShouldNotBeNull();

    public static ChatMessage Message(string id, string channel = "room") => Read(Line(id, channel));

    /// <summary>A UUID made of a number.</summary>
    public static string Uuid(int number) => new Guid(number, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10).ToString("D");
}
