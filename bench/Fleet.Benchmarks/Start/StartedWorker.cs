using System.Buffers;
using System.Diagnostics;
using System.Net.Sockets;
using Fleet.Benchmarks.Bot;
using Fleet.Protocol.Connections;
using Fleet.Protocol.Handshake;
using Fleet.Protocol.MessagePack;
using Fleet.Protocol.Messages;
using Fleet.Protocol.Payloads;

namespace Fleet.Benchmarks.Start;

/// <summary>A real worker process whose Admiral is this benchmark: it is launched by a ticket, welcomed, and can be given commands.</summary>
internal sealed class StartedWorker : IFrameReceiver, IDisposable
{
    private const int InFlight = 64;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly StartVariant _variant;
    private readonly WorkerName _name;
    private readonly LocalEndpoint _endpoint = LocalEndpoint.Create(Path.GetTempPath());
    private readonly ManualResetEventSlim _ready = new();
    private readonly ManualResetEventSlim _worked = new();
    private readonly byte[] _command;
    private readonly Process _process;
    private readonly Connection _connection;
    private readonly long _spawned;
    private int _toSend;
    private int _toCome;

    public StartedWorker(StartVariant variant, int number)
    {
        _variant = variant;
        _name = WorkerName.TryParse($"cluster-{number}#1", out WorkerName name) ? name : throw new UnreachableException();
        _command = Encode();
        var start = new ProcessStartInfo(variant.Worker) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string[] pair in variant.Settings.Select(one => one.Split('=', 2)))
            start.Environment[pair[0]] = pair[1];
        var ticket = new LaunchTicket(_endpoint.Path, _name, TokenHash.NewToken(), 1024 * 1024);
        _spawned = Stopwatch.GetTimestamp();
        _process = Process.Start(start)!;
        _process.StandardInput.WriteLine(ticket.ToLine());
        _process.StandardInput.Flush();
        using var limit = new CancellationTokenSource(Patience);
        Socket socket = _endpoint.AcceptAsync(limit.Token).AsTask().GetAwaiter().GetResult();
        _connection = new Connection(socket, this, new ConnectionOptions { Name = "worker", StartsWithHandshake = true });
        _connection.Start();
    }

    /// <summary>From the spawn to the worker's first word.</summary>
    public TimeSpan ToHello { get; private set; }

    /// <summary>From the spawn to "ready".</summary>
    public TimeSpan ToReady { get; private set; }

    /// <summary>The processor time that the worker had used when it was asked for.</summary>
    public TimeSpan Cpu
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    public int ProcessId => _process.Id;

    public void AwaitReady()
    {
        if (!_ready.Wait(Patience))
            throw new TimeoutException($"{_variant.Name} did not become ready.");
    }

    /// <summary>Has the bot answer commands, 64 at a time; returns at once.</summary>
    public void BeginWork(int commands)
    {
        _toSend = _toCome = commands;
        for (int i = 0; i < InFlight; i++)
            SendCommand();
    }

    public void AwaitWorked()
    {
        if (!_worked.Wait(Patience))
            throw new TimeoutException($"{_variant.Name} did not answer.");
    }

    public void OnFrame(ReadOnlySpan<byte> body)
    {
        var reader = new MsgPackReader(body);
        switch (MessageHeader.Read(ref reader).Kind)
        {
            case MessageKind.Hello:
                ToHello = Stopwatch.GetElapsedTime(_spawned);
                SendWelcome();
                break;
            case MessageKind.Ready:
                ToReady = Stopwatch.GetElapsedTime(_spawned);
                _ready.Set();
                break;
            case MessageKind.ReplySend:
                SendCommand();
                if (Interlocked.Decrement(ref _toCome) == 0)
                    _worked.Set();
                break;
        }
    }

    public void OnBatchEnd()
    {
    }

    public void OnClosed(DisconnectReason reason)
    {
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
        _connection.Close(DisconnectReason.ClosedLocally);
        _endpoint.Dispose();
        _ready.Dispose();
        _worked.Dispose();
    }

    private static byte[] Encode()
    {
        var output = new ArrayBufferWriter<byte>();
        new ContractlessPayloadSerializer().Serialize(new Ask(Stopwatch.GetTimestamp(), new byte[Ask.RestBytes]), output);
        return output.WrittenSpan.ToArray();
    }

    private void SendWelcome()
    {
        _connection.EndHandshake();
        var payload = new ArrayBufferWriter<byte>();
        new Welcome
        {
            Identity = new WorkerIdentity("bench", "here", _name, 1),
            PluginPath = _variant.Bot,
            PluginClass = typeof(StartBot).FullName,
            ConfigKey = "bot",
            CommandTimeout = TimeSpan.FromSeconds(10),
            StartDeadline = Patience,
            DrainPatience = TimeSpan.FromSeconds(2),
        }.WritePayload(payload);
        Span<byte> header = stackalloc byte[8];
        Send(header[..Welcome.WriteHeader(header)], payload.WrittenSpan);
    }

    private void SendCommand()
    {
        if (Interlocked.Decrement(ref _toSend) < 0)
            return;
        Span<byte> header = stackalloc byte[64];
        Send(header[..CommandDelivery.Write(header, 1, default, "Ask"u8, 10_000)], _command);
    }

    private void Send(ReadOnlySpan<byte> header, ReadOnlySpan<byte> payload)
    {
        if (_connection.TrySend(header, payload) is not SendStatus.Queued)
            throw new InvalidOperationException("The worker's link is full.");
        _connection.Flush();
    }
}
