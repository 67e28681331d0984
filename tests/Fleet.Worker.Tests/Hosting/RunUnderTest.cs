using System.Buffers;
using Fleet.Protocol.Connections;
using Fleet.Protocol.Handshake;
using Fleet.Protocol.MessagePack;
using Fleet.Protocol.Messages;
using Fleet.TestKit.Connections;
using Fleet.TestKit.Plugins;
using Fleet.TestKit.Time;
using Fleet.Worker.Hosting;

namespace Fleet.Worker.Tests.Hosting;

/// <summary>A worker's whole run in this process, and the Admiral's end of its link over a real socket. Deadlines are the test's; only the heartbeat is real.</summary>
internal sealed class RunUnderTest : IAsyncDisposable
{
    private readonly PluginFolder _folder = new();
    private readonly LocalEndpoint _endpoint;
    private readonly byte[] _token = TokenHash.NewToken();
    private Connection? _admiral;
    private int _read;

    public RunUnderTest() => _endpoint = LocalEndpoint.Create(_folder.Path);

    public delegate int HeaderWriter(Span<byte> header);

    public static WorkerName Name { get; } = WorkerName.Parse("cluster-3#7");

    public ManualTime Time { get; } = new();

    public RecordedProcessEnd End { get; } = new();

    public RecordingReceiver Received { get; } = new();

    /// <summary>The run, with its exit code.</summary>
    public Task<int> Run { get; private set; } = Task.FromResult(-1);

    /// <summary>Starts the run, and takes its connection and its hello.</summary>
    public async Task<Hello> ConnectAsync()
    {
        var ticket = new LaunchTicket(_endpoint.Path, Name, _token, 1024 * 1024);
        Run = Task.Run(() => WorkerRun.RunAsync(ticket, End, Time));
        _admiral = new Connection(await _endpoint.AcceptAsync(CancellationToken.None).AsTask().WithDeadline(), Received, new ConnectionOptions { Name = "admiral" });
        _admiral.Start();
        var hello = await NextAsync(MessageKind.Hello, (ref MsgPackReader reader, int fields) => Hello.Read(ref reader, fields));
        hello.Token.ShouldBe(_token);
        return hello;
    }

    /// <summary>Starts the run, where that is not done, up to the welcome.</summary>
    public async Task WelcomeAsync(string plugin, params (string Key, string Value)[] settings)
    {
        if (_admiral is null) await ConnectAsync();
        var welcome = new Welcome
        {
            Identity = new WorkerIdentity("pingbot", "wren", Name, 4),
            PluginPath = plugin,
            PluginClass = null,
            ConfigKey = "bot",
            Settings = settings.ToDictionary(s => s.Key, s => (string?)s.Value),
            Assignment = new WorkAssignment([6, 7], 8, ["tit"]),
            CommandTimeout = TimeSpan.FromSeconds(10),
            StartDeadline = TimeSpan.FromSeconds(3),
            DrainPatience = TimeSpan.FromSeconds(2),
        };
        var payload = new ArrayBufferWriter<byte>();
        welcome.WritePayload(payload);
        Send(Welcome.WriteHeader, payload.WrittenSpan);
    }

    /// <summary>Starts the run, and waits until it is ready.</summary>
    public async Task ReadyAsync(string plugin, params (string Key, string Value)[] settings)
    {
        await WelcomeAsync(plugin, settings);
        (await NextTextAsync()).ShouldStartWith("log: starting");
        (await NextTextAsync()).ShouldBe("Ready");
    }

    public void Send(HeaderWriter write, ReadOnlySpan<byte> payload = default)
    {
        Span<byte> header = stackalloc byte[MessageHeader.LongestHeader];
        var length = write(header);
        _admiral!.TrySend(header[..length], payload).ShouldBe(SendStatus.Queued);
        _admiral.Flush();
    }

    /// <summary>The Admiral's end of the link breaks.</summary>
    public void Lose() => _admiral!.Close(DisconnectReason.ClosedLocally);

    /// <summary>The next frame in words; heartbeats are passed over.</summary>
    public async Task<string> NextTextAsync()
    {
        var body = await NextAsync();
        var reader = new MsgPackReader(body);
        var (kind, fields) = MessageHeader.Read(ref reader);
        return kind switch
        {
            MessageKind.LogLine => $"log: {LogLine.Read(ref reader, fields).Message}",
            MessageKind.Fault => Describe(Fault.Read(ref reader, fields)),
            _ => kind.ToString(),
        };
    }

    public delegate T FrameReader<out T>(ref MsgPackReader reader, int fields);

    /// <summary>The next frame, which is of this kind.</summary>
    public async Task<T> NextAsync<T>(MessageKind kind, FrameReader<T> read)
    {
        var reader = new MsgPackReader(await NextAsync());
        var (found, fields) = MessageHeader.Read(ref reader);
        found.ShouldBe(kind);
        return read(ref reader, fields);
    }

    public async ValueTask DisposeAsync()
    {
        if (_admiral is not null) await _admiral.DisposeAsync();
        _endpoint.Dispose();
        Received.Dispose();
        _folder.Dispose();
    }

    private static string Describe(Fault fault) => $"{(fault.Permanent ? "permanent " : "")}fault in {fault.Stage}: {fault}";

    private async Task<byte[]> NextAsync()
    {
        while (true)
        {
            var body = (await Received.FramesAsync(++_read))[_read - 1];
            if (FakeLink.KindOf(body) != MessageKind.Heartbeat) return body;
        }
    }
}
