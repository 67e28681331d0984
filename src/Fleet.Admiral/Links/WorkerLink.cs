using System.Diagnostics.CodeAnalysis;
using System.Net.Sockets;
using System.Text;
using Fleet.Admiral.Routing;
using Fleet.Planning.Liveness;
using Fleet.Protocol.Connections;
using Fleet.Protocol.MessagePack;
using Fleet.Protocol.Messages;

namespace Fleet.Admiral.Links;

/// <summary>
/// The Admiral's end of one connection. Before the handshake only <see cref="Hello"/> is accepted; after it only what a worker may send, and the
/// sender's name is always the one that the handshake proved.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "The source has no timer, and who waits for it may outlive the link.")]
internal sealed class WorkerLink : IFrameReceiver
{
    private readonly LinkDesk _desk;

    private readonly CancellationTokenSource _gone = new();
    private int _commands;
    private bool _joined;
    private volatile bool _ready;
    private volatile WorkerPace _pace;

    public WorkerLink(Socket socket, PeerCredentials? peer, ConnectionOptions options, LinkDesk desk, int commandsInFlight)
    {
        _desk = desk;
        Peer = peer;
        InFlight = new InFlightCommands(commandsInFlight, mostOfOne: commandsInFlight - (commandsInFlight / 4));
        Connection = new Connection(socket, this, options);
    }

    /// <summary>The process at the other end, where the system tells it.</summary>
    public PeerCredentials? Peer { get; }

    /// <summary>The connection itself.</summary>
    public Connection Connection { get; }

    /// <summary>The commands that the worker has in hand.</summary>
    public InFlightCommands InFlight { get; }

    /// <summary>Whether the handshake is done.</summary>
    public bool Joined => Volatile.Read(ref _joined);

    /// <summary>Who the worker is; meaningless before it has joined.</summary>
    public WorkerName Name { get; private set; }

    /// <summary>Its name in UTF-8; empty before it has joined.</summary>
    public byte[] NameUtf8 { get; private set; } = [];

    /// <summary>When the last heartbeat came, as a timestamp of the clock; 0 before the first.</summary>
    public long LastBeat { get; set; }

    /// <summary>What the last heartbeat said.</summary>
    public Heartbeat LastHeartbeat { get; set; }

    /// <summary>Ends with the link.</summary>
    public CancellationToken Gone => _gone.Token;

    /// <summary>Counts a command to the Admiral in.</summary>
    /// <returns>How many the worker has under way now.</returns>
    public int BeginCommand() => Interlocked.Increment(ref _commands);

    /// <summary>Counts a command to the Admiral out.</summary>
    public void EndCommand() => Interlocked.Decrement(ref _commands);

    /// <summary>Whether the worker has said that it is ready. Until then its pace is its own affair: its start has a deadline.</summary>
    public bool IsReady { get => _ready; set => _ready = value; }

    /// <summary>How the worker gets on, as it was found last. One that does not keep up gets no new commands.</summary>
    public WorkerPace Pace { get => _pace; set => _pace = value; }

    /// <summary>What was last told of its pace; it stays where a worker was found hung, which is told as a signal.</summary>
    public WorkerPace ToldPace { get; set; }

    /// <summary>The handshake is done. May be called on another thread than the reader's, before any further frame is accepted.</summary>
    public void Join(WorkerName name)
    {
        Name = name;
        NameUtf8 = Encoding.UTF8.GetBytes(name.ToString());
        Volatile.Write(ref _joined, true);
    }

    public void OnFrame(ReadOnlySpan<byte> body)
    {
        var reader = new MsgPackReader(body);
        try
        {
            var (kind, fields) = MessageHeader.Read(ref reader);
            if (Joined) Receive(kind, fields, ref reader);
            else Greet(kind, fields, ref reader);
        }
        catch (MsgPackException e)
        {
            throw new ProtocolViolationException(DisconnectReason.ProtocolViolation, e.Message);
        }
    }

    public void OnBatchEnd()
    {
    }

    public void OnClosed(DisconnectReason reason)
    {
        _desk.Closed(this, reason);
        _gone.Cancel();
    }

    private void Greet(MessageKind kind, int fields, ref MsgPackReader reader)
    {
        if (kind != MessageKind.Hello) throw new ProtocolViolationException(DisconnectReason.HandshakeRefused, $"The first frame is a {kind}, not a Hello.");
        var hello = Hello.Read(ref reader, fields);
        reader.ExpectEnd();
        _desk.Greet(this, hello);
    }

    private void Receive(MessageKind kind, int fields, ref MsgPackReader reader)
    {
        switch (kind)
        {
            case MessageKind.EventSend:
                _desk.Router.Route(this, EventSend.Read(ref reader, fields));
                break;
            case MessageKind.CommandSend:
                _desk.Router.Route(this, CommandSend.Read(ref reader, fields));
                break;
            case MessageKind.ReplySend:
                _desk.Router.Route(this, ReplySend.Read(ref reader, fields));
                break;
            case MessageKind.Heartbeat:
                LastHeartbeat = Heartbeat.Read(ref reader, fields);
                _desk.Beat(this);
                break;
            case MessageKind.Ready or MessageKind.Activated or MessageKind.Goodbye:
                MessageHeader.Expect(fields, 0);
                reader.ExpectEnd();
                _desk.Signal(this, kind);
                break;
            case MessageKind.Drained:
                _desk.Drained(this, Drained.Read(ref reader, fields));
                break;
            case MessageKind.Fault:
                _desk.Faulted(this, Fault.Read(ref reader, fields));
                break;
            case MessageKind.LogLine:
                _desk.Logged(this, LogLine.Read(ref reader, fields));
                break;
            case MessageKind.StatsAnswer:
                _desk.Stats(this, StatsAnswer.Read(ref reader, fields));
                break;
            default:
                throw new ProtocolViolationException(DisconnectReason.ProtocolViolation, $"A worker may not send frames of kind {(int)kind}.");
        }
    }
}
