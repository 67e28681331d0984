namespace Fleet.Twitch.Inbox;

/// <summary>The bounds of an inbox, each with its reason.</summary>
internal sealed record InboxLimits
{
    /// <summary>Messages waiting per channel: a slow handler costs only its own channel.</summary>
    public int PerChannel { get; init; } = 1_000;

    /// <summary>Messages waiting in all channels: about 20 MB at 1 KB each.</summary>
    public int Total { get; init; } = 20_000;

    /// <summary>How long a message waits in standby. Shorter than <see cref="HandledWindow"/>, or a message that the predecessor handled and has forgotten would be handled again.</summary>
    public TimeSpan StandbyWindow { get; init; } = TimeSpan.FromSeconds(90);

    /// <summary>How long a handled message is remembered.</summary>
    public TimeSpan HandledWindow { get; init; } = TimeSpan.FromSeconds(120);

    /// <summary>Handled messages remembered, and passed on: 16 bytes each for UUIDs, so 320 KB of the 1 MiB that all states of a worker share.</summary>
    public int Handled { get; init; } = 20_000;

    /// <summary>Handled messages with other ids that are passed on, the latest ones. Twitch's own ids are UUIDs.</summary>
    public int HandledTexts { get; init; } = 1_000;

    /// <summary>UTF-8 bytes of waiting messages that are passed on.</summary>
    public int WaitingBytes { get; init; } = 200_000;
}
