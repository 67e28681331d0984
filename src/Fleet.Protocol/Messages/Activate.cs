using Fleet.Protocol.MessagePack;

namespace Fleet.Protocol.Messages;

/// <summary>
/// Tells a ready worker to act. The payload is its predecessor's handover state; empty where there is none, and several, one after the other, where a reshard gave it
/// shards or channels of several workers, that of its own slot first.
/// </summary>
/// <remarks>
/// <code>
/// 92                         array of 2
///   21                       kind
///   cd 27 10                 ms until the activation deadline
/// ..                         payload: the states
/// </code>
/// </remarks>
public readonly ref struct Activate
{
    private Activate(int deadline, ReadOnlySpan<byte> state)
    {
        DeadlineMilliseconds = deadline;
        State = state;
    }

    /// <summary>How long ActivateAsync may take.</summary>
    public int DeadlineMilliseconds { get; }

    /// <summary>The handover state.</summary>
    public ReadOnlySpan<byte> State { get; }

    /// <summary>Writes the header.</summary>
    /// <returns>Its length.</returns>
    public static int Write(Span<byte> header, int deadlineMilliseconds)
    {
        var writer = MessageHeader.Begin(MessageKind.Activate, 1, header);
        writer.WriteInt32(deadlineMilliseconds);
        return (int)writer.BytesWritten;
    }

    /// <summary>Reads what follows the kind.</summary>
    public static Activate Read(ref MsgPackReader reader, int fields)
    {
        MessageHeader.Expect(fields, 1);
        var deadline = MessageHeader.ReadMilliseconds(ref reader);
        return new Activate(deadline, reader.Rest);
    }
}
