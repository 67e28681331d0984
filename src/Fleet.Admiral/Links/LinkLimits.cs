using Fleet.Admiral.Options;
using Fleet.Protocol.Framing;

namespace Fleet.Admiral.Links;

/// <summary>The bounds of the links to workers.</summary>
internal static class LinkLimits
{
    /// <summary>
    /// The protocol's bounds for this fleet's largest message. What is held during a handover goes to the new worker in one go, so its queue takes all of it
    /// on top of the little that is in it (a handover state): otherwise a planned restart would lose messages.
    /// </summary>
    public static ProtocolLimits Of(IpcOptions options)
    {
        var limits = ProtocolLimits.Default.WithMaxFrame(options.MaxMessage);
        return limits with { HardMarkBytes = Math.Max(limits.HardMarkBytes, options.HoldLimit + (2 * options.MaxMessage)) };
    }
}
