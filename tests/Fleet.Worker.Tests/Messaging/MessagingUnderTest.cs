using System.Buffers;
using System.Text;
using Fleet.Protocol.Connections;
using Fleet.Protocol.MessagePack;
using Fleet.Protocol.Messages;
using Fleet.Protocol.Payloads;
using Fleet.TestKit.Logging;
using Fleet.TestKit.Time;
using Fleet.Worker.Messaging;
using Fleet.Worker.Running;

namespace Fleet.Worker.Tests.Messaging;

/// <summary>A worker's messaging over a link in memory; frames are dispatched on the test's thread.</summary>
internal sealed class MessagingUnderTest
{
    public MessagingUnderTest(int mostCalls = 1024)
    {
        Events = new EventSubscriptions(Serializer, InHand, Log) { Stopping = Stopping.Token };
        Commands = new CommandHandlers(Link, Serializer, InHand, Time);
        Calls = new OutgoingCalls(Link, Serializer, Time, mostCalls);
        Ipc = new WorkerIpc(Link, Serializer, Events, Commands, Calls, Time);
        var hooks = new DispatcherHooks(Welcomes.Add, LifeOrders.Add, StatsAsked.Add, Gaps.Add);
        Dispatcher = new FrameDispatcher(Events, Commands, Calls, hooks, Log);
    }

    public ManualTime Time { get; } = new();

    public FakeLink Link { get; } = new();

    public IPayloadSerializer Serializer { get; } = new ContractlessPayloadSerializer();

    public HandlersInHand InHand { get; } = new();

    public RecordedLog Log { get; } = new();

    public CancellationTokenSource Stopping { get; } = new();

    public EventSubscriptions Events { get; }

    public CommandHandlers Commands { get; }

    public OutgoingCalls Calls { get; }

    public WorkerIpc Ipc { get; }

    public FrameDispatcher Dispatcher { get; }

    public List<Welcome> Welcomes { get; } = [];

    public List<LifeOrder> LifeOrders { get; } = [];

    public List<long> StatsAsked { get; } = [];

    public List<long> Gaps { get; } = [];

    public delegate int HeaderWriter(Span<byte> header);

    public void Receive(HeaderWriter write, ReadOnlySpan<byte> payload = default)
    {
        Span<byte> header = stackalloc byte[MessageHeader.LongestHeader];
        var length = write(header);
        Receive([.. header[..length], .. payload]);
    }

    public void Receive(byte[] body)
    {
        var turn = new DispatchTurn(new ConnectionReader(), Time.GetTimestamp());
        Dispatcher.Dispatch(body, ref turn);
    }

    public void ReceiveEvent<T>(string name, T message, string from = "cluster-1#4") =>
        Receive(h => EventDelivery.Write(h, Encoding.UTF8.GetBytes(from), Encoding.UTF8.GetBytes(name)), Payload(message));

    public void ReceiveCommand<T>(ulong correlation, string name, T command, int timeoutMilliseconds = 10_000, string from = "cluster-1#4") =>
        Receive(h => CommandDelivery.Write(h, correlation, Encoding.UTF8.GetBytes(from), Encoding.UTF8.GetBytes(name), timeoutMilliseconds), Payload(command));

    public void ReceiveReply<T>(ulong correlation, T reply, string slot = "") =>
        Receive(h => ReplyDelivery.Write(h, correlation, Encoding.UTF8.GetBytes(slot), 0), Payload(reply));

    public void ReceiveFailure(ulong correlation, CommandError error, FaultDetail detail, string slot = "")
    {
        var payload = new ArrayBufferWriter<byte>();
        detail.Write(payload);
        Receive(h => ReplyDelivery.Write(h, correlation, Encoding.UTF8.GetBytes(slot), (int)error), payload.WrittenSpan);
    }

    public void ReceiveNotice(ulong correlation, params SlotName[] slots)
    {
        var notice = new FanOutNotice(correlation, slots);
        var payload = new ArrayBufferWriter<byte>();
        notice.WritePayload(payload);
        Receive(notice.WriteHeader, payload.WrittenSpan);
    }

    public byte[] Payload<T>(T message)
    {
        var payload = new ArrayBufferWriter<byte>();
        Serializer.Serialize(message, payload);
        return payload.WrittenSpan.ToArray();
    }

    /// <summary>The command that was sent as the n-th frame.</summary>
    public (ulong Correlation, TargetKind Target, string Name, int Timeout, byte[] Payload) SentCommand(int index = 0)
    {
        var reader = new MsgPackReader(Link.Frames[index]);
        var (kind, fields) = MessageHeader.Read(ref reader);
        kind.ShouldBe(MessageKind.CommandSend);
        var sent = CommandSend.Read(ref reader, fields);
        return (sent.Correlation, sent.Target.Kind, Encoding.UTF8.GetString(sent.Name), sent.TimeoutMilliseconds, sent.Payload.ToArray());
    }

    /// <summary>The reply that was sent as the n-th frame.</summary>
    public (ulong Correlation, CommandError Error, byte[] Payload) SentReply(int index = 0)
    {
        var reader = new MsgPackReader(Link.Frames[index]);
        var (kind, fields) = MessageHeader.Read(ref reader);
        kind.ShouldBe(MessageKind.ReplySend);
        var sent = ReplySend.Read(ref reader, fields);
        return (sent.Correlation, (CommandError)sent.Error, sent.Payload.ToArray());
    }
}
