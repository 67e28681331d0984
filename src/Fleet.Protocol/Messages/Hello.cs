using Fleet.Protocol.Handshake;
using Fleet.Protocol.MessagePack;

namespace Fleet.Protocol.Messages;

/// <summary>The first frame of a worker: who it claims to be, and the one-time token that proves it.</summary>
/// <remarks>
/// <code>
/// 94                         array of 4
///   01                       kind
///   01                       protocol version
///   ab 63 .. 23 37           worker, "cluster-3#7"
///   c4 20 ..                 token, 32 bytes
/// </code>
/// </remarks>
public sealed record Hello(int Version, WorkerName Worker, byte[] Token)
{
    /// <summary>Writes the header.</summary>
    /// <returns>Its length.</returns>
    public int Write(Span<byte> header)
    {
        var writer = MessageHeader.Begin(MessageKind.Hello, 3, header);
        writer.WriteInt32(Version);
        writer.WriteString(Worker.ToString());
        writer.WriteBinary(Token);
        return (int)writer.BytesWritten;
    }

    /// <summary>Reads what follows the kind.</summary>
    public static Hello Read(ref MsgPackReader reader, int fields)
    {
        MessageHeader.Expect(fields, 3);
        var version = reader.ReadInt32();
        var name = reader.ReadString();
        var token = reader.ReadBinary();
        reader.ExpectEnd();
        if (!WorkerName.TryParse(name, out var worker)) throw new MsgPackException(MsgPackError.OutOfRange, "The hello names no worker.");
        if (token.Length != LaunchTicket.TokenLength) throw new MsgPackException(MsgPackError.OutOfRange, "The hello's token has a wrong length.");
        return new Hello(version, worker, token.ToArray());
    }
}
