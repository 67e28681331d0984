using System.Buffers;
using System.Text;
using Fleet.Admiral.Storage;
using Fleet.Admiral.Tests.Links;
using Fleet.Admiral.Tests.Routing;
using Fleet.Planning.Storage;
using Fleet.Protocol.Framing;
using Fleet.Protocol.MessagePack;
using Fleet.Protocol.Messages;
using Fleet.Protocol.Payloads;
using Fleet.Protocol.Storage;
using Fleet.TestKit.Logging;

namespace Fleet.Admiral.Tests.Storage;

/// <summary>The store's commands over real sockets.</summary>
internal sealed class StoreUnderTest : IAsyncDisposable
{
    public static readonly StoreLimits Limits = new(ValueBytes: 3000, Keys: 100, TotalBytes: 20_000);

    private static readonly ContractlessPayloadSerializer Serializer = new();

    public StoreUnderTest(ProtocolLimits? linkLimits = null)
    {
        Fleet = new RoutingUnderTest(linkLimits: linkLimits);
        Storage = new MemoryStorage(Limits, Fleet.Time);
        new StoreDesk(Storage, Limits, pageBytes: 4000, Serializer, Fleet.Counters, Fleet.Time, Log).AddTo(Fleet.Commands);
    }

    public RoutingUnderTest Fleet { get; }

    public MemoryStorage Storage { get; }

    public RecordedLog<StoreDesk> Log { get; } = new();

    public static void Send<T>(LinkedWorker worker, ulong correlation, string name, T command)
    {
        var payload = new ArrayBufferWriter<byte>();
        Serializer.Serialize(command, payload);
        worker.Send(h => CommandSend.Write(h, correlation, Target.Admiral, Encoding.UTF8.GetBytes(name), 10_000), payload.WrittenSpan);
    }

    /// <summary>Sends a command and waits for its answer; changes that are told may come before it.</summary>
    public static async Task<TReply> AskAsync<T, TReply>(LinkedWorker worker, string name, T command)
    {
        var index = worker.Received.Frames.Count;
        Send(worker, 1, name, command);
        while (true)
        {
            var frame = (await worker.Received.FramesAsync(index + 1))[index++];
            if (FrameKind(frame) == MessageKind.ReplyDelivery) return Reply<TReply>(frame);
        }
    }

    public static Task<StoreWriteOnWire> SetAsync(LinkedWorker worker, string key, int length = 1, long? expected = null, long? life = null) =>
        AskAsync<StoreSet, StoreWriteOnWire>(worker, StoreCommandNames.Set, new StoreSet(key, new byte[length], 0, expected, life));

    public static Task<StoreEntryOnWire?> GetAsync(LinkedWorker worker, string key) => AskAsync<string, StoreEntryOnWire?>(worker, StoreCommandNames.Get, key);

    public static async Task WatchAsync(LinkedWorker worker, long number, string key, bool isPrefix = true) =>
        (await AskAsync<StoreWatchBegin, StoreWriteOnWire>(worker, StoreCommandNames.Watch, new StoreWatchBegin(number, key, isPrefix))).Error.ShouldBe(0);

    public static TReply Reply<TReply>(byte[] frame)
    {
        var reader = new MsgPackReader(frame);
        var (kind, fields) = MessageHeader.Read(ref reader);
        kind.ShouldBe(MessageKind.ReplyDelivery);
        var reply = ReplyDelivery.Read(ref reader, fields);
        if (reply.Error != 0) throw new CommandException((CommandError)reply.Error, FaultDetail.Read(reply.Payload).Message);
        return Serializer.Deserialize<TReply>(reply.Payload)!;
    }

    /// <summary>The changes that a worker was told, in words.</summary>
    public static IReadOnlyList<string> Changes(LinkedWorker worker) => [.. Told(worker).Select(c => $"{c.Watch}: {(StoreChangeKind)c.Kind} {c.Key}".TrimEnd())];

    public static IEnumerable<StoreChangeOnWire> Told(LinkedWorker worker)
    {
        foreach (var frame in worker.Received.Frames)
            if (Change(frame) is { } change) yield return change;
    }

    public ValueTask<LinkedWorker> WorkerAsync(string name) => new(Fleet.ActivateAsync(name));

    public async ValueTask DisposeAsync()
    {
        await Fleet.DisposeAsync();
        Storage.Dispose();
    }

    private static MessageKind FrameKind(byte[] frame)
    {
        var reader = new MsgPackReader(frame);
        return MessageHeader.Read(ref reader).Kind;
    }

    private static StoreChangeOnWire? Change(byte[] frame)
    {
        var reader = new MsgPackReader(frame);
        var (kind, fields) = MessageHeader.Read(ref reader);
        if (kind != MessageKind.EventDelivery) return null;
        var message = EventDelivery.Read(ref reader, fields);
        Encoding.UTF8.GetString(message.Name).ShouldBe(StoreCommandNames.Change);
        message.From.IsEmpty.ShouldBeTrue();
        return Serializer.Deserialize<StoreChangeOnWire>(message.Payload);
    }
}
