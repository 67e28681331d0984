namespace Fleet.Protocol.Handshake;

/// <summary>The version of the wire between an Admiral and its workers. Both come from one installation, so they must be equal.</summary>
public static class ProtocolVersion
{
    /// <summary>Raised with every change that an older end could misread.</summary>
    public const int Current = 1;
}
