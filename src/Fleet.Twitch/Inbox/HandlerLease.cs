namespace Fleet.Twitch.Inbox;

/// <summary>Marks the flow of one handler, from its start to its end: what it sends belongs to a message that was handled here.</summary>
internal sealed class HandlerLease(HandlerPump owner)
{
    /// <summary>Whose handler it is.</summary>
    public HandlerPump Owner => owner;

    /// <summary>Set when the handler has ended; work that it left behind has no part in its right to send.</summary>
    public bool IsOver { get; set; }
}
