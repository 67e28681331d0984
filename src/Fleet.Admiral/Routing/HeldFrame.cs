namespace Fleet.Admiral.Routing;

/// <summary>A frame that waits for the end of a handover.</summary>
/// <param name="Asker">Who waits for an answer; null for an event.</param>
/// <param name="From">The sender's name, in UTF-8.</param>
/// <param name="Name">The event's or command's name, in UTF-8.</param>
/// <param name="TimeoutMilliseconds">How long the asker waited when the frame came.</param>
/// <param name="HeldSince">When the frame came, as a timestamp of the clock.</param>
/// <param name="Payload">The author's message.</param>
internal sealed record HeldFrame(Asker? Asker, byte[] From, byte[] Name, int TimeoutMilliseconds, long HeldSince, byte[] Payload)
{
    /// <summary>What the frame counts against the bound of what is held, in bytes.</summary>
    public int Size => From.Length + Name.Length + Payload.Length + 128;
}
