namespace Fleet.Twitch.Irc;

/// <summary>Turns what a bot wants to say into a line, or into the reason why that cannot be.</summary>
internal static class ChatLine
{
    /// <summary>The line, with its line end.</summary>
    /// <exception cref="ChatSendException">It cannot be said.</exception>
    public static byte[] Write(TwitchOptions options, string channel, string text, string parentId)
    {
        var name = ChannelName.Normalize(channel);
        return Check(options, name, text) switch
        {
            null => parentId.Length > 0 && IrcWriter.IsSafe(parentId) ? IrcWriter.Reply(name, parentId, text) : IrcWriter.Say(name, text),
            { } error => throw new ChatSendException(error.Error, error.Message),
        };
    }

    private static (ChatSendError Error, string Message)? Check(TwitchOptions options, string channel, string text)
    {
        if (options.IsAnonymous) return (ChatSendError.Anonymous, "The chat is read anonymously; set login and token to write.");
        if (!ChannelName.IsValid(channel)) return (ChatSendError.BadChannel, $"\"{channel}\" is not the name of a channel.");
        if (text.Length == 0) return (ChatSendError.BadText, "The text is empty.");
        if (!IrcWriter.IsSafe(text)) return (ChatSendError.BadText, "The text holds a line end or NUL.");
        var length = IrcWriter.Length(text);
        return length > IrcWriter.LongestText
            ? (ChatSendError.TooLong, $"The text has {length} characters; Twitch takes {IrcWriter.LongestText}. Shorten it: it is never cut.")
            : null;
    }
}
