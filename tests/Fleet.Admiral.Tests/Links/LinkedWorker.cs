using System.Text;
using Fleet.Admiral.Links;
using Fleet.Protocol.Connections;
using Fleet.Protocol.Framing;
using Fleet.Protocol.Handshake;
using Fleet.Protocol.MessagePack;
using Fleet.Protocol.Messages;
using Fleet.TestKit.Connections;
using Fleet.TestKit.Time;

namespace Fleet.Admiral.Tests.Links;

/// <summary>A link of the Admiral and the worker's end of it, over a real socket.</summary>
internal sealed class LinkedWorker : IAsyncDisposable
{
    private readonly SocketPair _sockets;

    private LinkedWorker(SocketPair sockets, LinkDesk desk, ProtocolLimits limits, int commands, PeerCredentials? peer, bool handshake)
    {
        _sockets = sockets;
        Link = new WorkerLink(sockets.Near, peer, new ConnectionOptions { Name = "link", Limits = limits, StartsWithHandshake = handshake }, desk, commands);
        Far = new Connection(sockets.Far, Received, new ConnectionOptions { Name = "worker", Limits = limits });
    }

    public delegate int HeaderWriter(Span<byte> header);

    /// <summary>The Admiral's end.</summary>
    public WorkerLink Link { get; }

    /// <summary>The worker's end.</summary>
    public Connection Far { get; }

    /// <summary>What the worker got.</summary>
    public RecordingReceiver Received { get; } = new();

    public static async Task<LinkedWorker> OpenAsync(LinkDesk desk, ProtocolLimits? limits = null, int commands = 4096, PeerCredentials? peer = null, bool handshake = false)
    {
        var worker = new LinkedWorker(await SocketPair.OpenAsync(), desk, limits ?? ProtocolLimits.Default, commands, peer, handshake);
        worker.Link.Connection.Start();
        worker.Far.Start();
        return worker;
    }

    public static string Describe(byte[] frame)
    {
        var reader = new MsgPackReader(frame);
        var (kind, fields) = MessageHeader.Read(ref reader);
        switch (kind)
        {
            case MessageKind.EventDelivery:
                var message = EventDelivery.Read(ref reader, fields);
                return $"event {Text(message.Name)} from {Text(message.From)}: {Text(message.Payload)}";
            case MessageKind.CommandDelivery:
                var command = CommandDelivery.Read(ref reader, fields);
                return $"command {Text(command.Name)} from {Text(command.From)} within {command.TimeoutMilliseconds}: {Text(command.Payload)}";
            case MessageKind.ReplyDelivery:
                var reply = ReplyDelivery.Read(ref reader, fields);
                var answer = reply.Error == 0 ? Text(reply.Payload) : $"{(CommandError)reply.Error} {FaultDetail.Read(reply.Payload).Message}";
                return $"reply {reply.Correlation}{(reply.Slot.IsEmpty ? "" : $" of {Text(reply.Slot)}")}: {answer}";
            case MessageKind.FanOutNotice:
                var notice = FanOutNotice.Read(ref reader, fields);
                return $"notice {notice.Correlation}: {string.Join(", ", notice.Slots)}";
            case MessageKind.GapNotice:
                return $"gap {GapNotice.Read(ref reader, fields).Count}";
            case MessageKind.Welcome:
                return $"welcome {Welcome.Read(ref reader, fields).Identity.Name}";
            case MessageKind.StatsAsk:
                return $"stats {StatsAsk.Read(ref reader, fields).Collection}";
            case MessageKind.Deactivate:
                return $"deactivate within {Deactivate.Read(ref reader, fields).DeadlineMilliseconds}";
            default:
                return kind.ToString();
        }
    }

    public void Send(HeaderWriter write, string payload = "") => Send(write, Encoding.UTF8.GetBytes(payload));

    public void Send(HeaderWriter write, ReadOnlySpan<byte> payload)
    {
        Span<byte> header = stackalloc byte[MessageHeader.LongestHeader];
        var length = write(header);
        Far.TrySend(header[..length], payload).ShouldBeOneOf(SendStatus.Queued, SendStatus.Stalled);
        Far.Flush();
    }

    /// <summary>A message without fields.</summary>
    public void Send(MessageKind kind) => Send(h => MessageHeader.WriteBare(kind, h));

    public void SendHello(string name, byte[] token, int version = ProtocolVersion.Current) => Send(new Hello(version, WorkerName.Parse(name), token).Write);

    public void SendEvent(Target target, string name, string payload) => Send(h => EventSend.Write(h, target, Encoding.UTF8.GetBytes(name)), payload);

    public void SendCommand(ulong correlation, Target target, string name, string payload, int timeout = 10_000) =>
        Send(h => CommandSend.Write(h, correlation, target, Encoding.UTF8.GetBytes(name), timeout), payload);

    public void SendReply(ulong correlation, string payload) => Send(h => ReplySend.Write(h, correlation, null), payload);

    /// <summary>Waits for the n-th frame, and returns all in words.</summary>
    public async Task<IReadOnlyList<string>> ReceivedAsync(int count) => [.. (await Received.FramesAsync(count)).Select(Describe)];

    /// <summary>The correlation of the command that came as the n-th frame.</summary>
    public ulong CorrelationOf(int index)
    {
        var reader = new MsgPackReader(Received.Frames[index]);
        var (_, fields) = MessageHeader.Read(ref reader);
        return CommandDelivery.Read(ref reader, fields).Correlation;
    }

    /// <summary>The worker dies.</summary>
    public async Task LoseAsync()
    {
        await Far.DisposeAsync();
        await Link.Connection.Completion.WithDeadline();
    }

    public async ValueTask DisposeAsync()
    {
        Received.Unblock();
        await Far.DisposeAsync();
        await Link.Connection.DisposeAsync();
        Received.Dispose();
        _sockets.Dispose();
    }

    private static string Text(ReadOnlySpan<byte> utf8) => Encoding.UTF8.GetString(utf8);
}
