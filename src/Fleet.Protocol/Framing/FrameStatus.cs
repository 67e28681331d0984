namespace Fleet.Protocol.Framing;

/// <summary>What a look at received bytes found.</summary>
public enum FrameStatus
{
    /// <summary>A whole frame.</summary>
    Complete,

    /// <summary>Not yet a whole frame: receive more. Not an error.</summary>
    Incomplete,

    /// <summary>The declared length is above the limit: there is no way to find the next frame, so the connection must end.</summary>
    TooLarge,
}
