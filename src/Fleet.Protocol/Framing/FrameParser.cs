namespace Fleet.Protocol.Framing;

/// <summary>Finds frames in received bytes. Keeps nothing, copies nothing, allocates nothing.</summary>
public static class FrameParser
{
    /// <summary>Looks for one frame at the start of <paramref name="received"/>.</summary>
    /// <param name="received">All bytes received and not yet consumed.</param>
    /// <param name="maxFrameBytes">The longest body allowed.</param>
    /// <param name="body">The body when complete, inside <paramref name="received"/>; empty otherwise.</param>
    /// <param name="consumed">Bytes of the frame with its prefix when complete; 0 otherwise.</param>
    /// <remarks>An over-long frame is refused as soon as its prefix is there: waiting for its bytes would be what the sender wants.</remarks>
    public static FrameStatus Parse(ReadOnlySpan<byte> received, int maxFrameBytes, out ReadOnlySpan<byte> body, out int consumed)
    {
        body = default;
        consumed = 0;
        if (received.Length < FramePrefix.Bytes)
            return FrameStatus.Incomplete;
        uint declared = FramePrefix.Read(received);
        if (declared > (uint)maxFrameBytes)
            return FrameStatus.TooLarge;
        if ((uint)(received.Length - FramePrefix.Bytes) < declared)
            return FrameStatus.Incomplete;
        body = received.Slice(FramePrefix.Bytes, (int)declared);
        consumed = FramePrefix.Bytes + (int)declared;
        return FrameStatus.Complete;
    }
}
