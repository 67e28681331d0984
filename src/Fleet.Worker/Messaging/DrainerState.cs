namespace Fleet.Worker.Messaging;

/// <summary>Where an <see cref="InboxDrainer"/> is. Numbers, because they are exchanged atomically.</summary>
internal static class DrainerState
{
    /// <summary>In our own code, and the owner of the frames.</summary>
    public const int Dispatching = 0;

    /// <summary>In the bot's code; the frame's bytes are no longer needed.</summary>
    public const int InBotCode = 1;

    /// <summary>In the bot's code, or decoding for it: the frame's bytes are still needed.</summary>
    public const int InBotCodeWithFrame = 2;

    /// <summary>Another one has its place. It ends when it comes back.</summary>
    public const int Replaced = 3;
}
