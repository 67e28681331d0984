using Fleet.Admiral.Processes;
using Fleet.Protocol.Connections;
using Fleet.Protocol.Handshake;
using Fleet.Protocol.MessagePack;
using Fleet.Protocol.Messages;
using Fleet.Protocol.Payloads;

namespace Fleet.Admiral.Tests.Hosting;

/// <summary>A worker without a process: it joins over the real socket, and obeys every order at once. Its process id is the test's, which the Admiral checks.</summary>
internal sealed class JoiningWorker : IWorkerProcess, IFrameReceiver
{
    private readonly IWorkerProcessEvents _events;
    private readonly Connection _connection;
    private readonly byte[] _state;
    private int _ended;

    public JoiningWorker(LaunchOrder order, IWorkerProcessEvents events)
    {
        _events = events;
        Name = order.Ticket.Worker;
        _state = System.Text.Encoding.UTF8.GetBytes($"left by {Name}");
        _connection = new Connection(LocalEndpoint.Connect(order.Ticket.SocketPath, TimeSpan.FromSeconds(10)), this, new ConnectionOptions { Name = "worker" });
        _connection.Start();
        Send(new Hello(ProtocolVersion.Current, Name, order.Ticket.Token).Write);
    }

    private delegate int HeaderWriter(Span<byte> header);

    public WorkerName Name { get; }

    public int Pid => Environment.ProcessId;

    public IReadOnlyList<string> LastErrorLines => [];

    /// <summary>What it was welcomed with.</summary>
    public Welcome? Welcomed { get; private set; }

    /// <summary>The handover state that it was activated with.</summary>
    public string? State { get; private set; }

    /// <summary>Whether it was killed.</summary>
    public bool IsKilled { get; private set; }

    /// <summary>Its process is gone.</summary>
    public bool IsGone => Volatile.Read(ref _ended) == 1;

    /// <summary>Shows a sign of life.</summary>
    public void Beat() => Send(new Heartbeat(0, 0, 0).Write);

    public void Kill()
    {
        IsKilled = true;
        End(137);
    }

    public void Dispose()
    {
    }

    public void OnFrame(ReadOnlySpan<byte> body)
    {
        var reader = new MsgPackReader(body);
        var (kind, fields) = MessageHeader.Read(ref reader);
        switch (kind)
        {
            case MessageKind.Welcome:
                Welcomed = Welcome.Read(ref reader, fields);
                SendBare(MessageKind.Ready);
                break;
            case MessageKind.Activate:
                State = System.Text.Encoding.UTF8.GetString(Activate.Read(ref reader, fields).State);
                SendBare(MessageKind.Activated);
                break;
            case MessageKind.Deactivate:
                Send(header => new Drained(0, _state).Write(header), _state);
                break;
            case MessageKind.StatsAsk:
                var asked = StatsAsk.Read(ref reader, fields).Collection;
                var payload = new System.Buffers.ArrayBufferWriter<byte>();
                new ContractlessPayloadSerializer().Serialize(new WorkerStats { Slot = Name.Slot.ToString(), Worker = Name.ToString(), MemoryBytes = 1 }, payload);
                Send(header => new StatsAnswer(asked, payload.WrittenSpan).Write(header), payload.WrittenSpan);
                break;
            case MessageKind.Stop:
                SendBare(MessageKind.Goodbye);
                End(0);
                break;
        }
    }

    public void OnBatchEnd()
    {
    }

    public void OnClosed(DisconnectReason reason)
    {
    }

    private void End(int code)
    {
        if (Interlocked.Exchange(ref _ended, 1) == 1) return;
        // Not on the reader's own thread, which a close waits for.
        _ = Task.Run(async () =>
        {
            await _connection.CloseAfterFlushAsync(DisconnectReason.ClosedLocally, TimeSpan.FromSeconds(2));
            _events.OnExited(this, code);
        });
    }

    private void SendBare(MessageKind kind) => Send(header => MessageHeader.WriteBare(kind, header));

    private void Send(HeaderWriter write, ReadOnlySpan<byte> payload = default)
    {
        Span<byte> header = stackalloc byte[MessageHeader.LongestHeader];
        var length = write(header);
        _ = _connection.TrySend(header[..length], payload, SendLane.Control);
        _connection.Flush();
    }
}
