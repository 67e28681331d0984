namespace Fleet.Twitch.Inbox;

/// <summary>The id of a message in its smallest form: 16 bytes for a UUID, text for anything else.</summary>
internal readonly record struct MessageKey(Guid Uuid, string? Text)
{
    // Twitch's ids have 36 characters; what is much longer is not worth remembering.
    private const int LongestText = 64;

    /// <summary>False for a message without an id, or with an absurd one: such messages cannot be told apart.</summary>
    public bool IsKnown => Text is not "";

    /// <summary>The key of an id as Twitch writes it.</summary>
    public static MessageKey Of(string id) =>
        Guid.TryParseExact(id, "D", out var uuid) ? new MessageKey(uuid, null) : new MessageKey(Guid.Empty, id.Length > LongestText ? "" : id);
}
