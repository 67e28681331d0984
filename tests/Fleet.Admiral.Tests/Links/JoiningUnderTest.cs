using Fleet.Admiral.Links;
using Fleet.Admiral.Tests.Routing;
using Fleet.Protocol.Connections;
using Fleet.Protocol.Framing;
using Fleet.Protocol.Handshake;
using Fleet.Protocol.Messages;
using Fleet.TestKit.Time;

namespace Fleet.Admiral.Tests.Links;

/// <summary>A desk, workers that it expects, and connections that have yet to prove themselves.</summary>
internal sealed class JoiningUnderTest : IAsyncDisposable
{
    private readonly RoutingUnderTest _fleet;
    private readonly List<LinkedWorker> _workers = [];

    public JoiningUnderTest(ProtocolLimits? limits = null) => _fleet = new RoutingUnderTest(linkLimits: limits);

    public LinkDesk Desk => _fleet.Desk;

    public RecordedEvents Events => _fleet.Events;

    public ManualTime Time => _fleet.Time;

    public RoutingUnderTest Fleet => _fleet;

    /// <summary>What the desk told of connections that it refused.</summary>
    public IReadOnlyList<string> Refusals => _fleet.DeskLog.Texts;

    public static Welcome WelcomeOf(string name) => new()
    {
        Identity = new WorkerIdentity("fleet", "host", WorkerName.Parse(name), 1),
        PluginPath = "/bots/PingBot.dll",
        ConfigKey = "bot",
        CommandTimeout = TimeSpan.FromSeconds(10),
        StartDeadline = TimeSpan.FromSeconds(30),
        DrainPatience = TimeSpan.FromSeconds(2),
    };

    /// <summary>Expects a worker.</summary>
    /// <returns>Its token.</returns>
    public byte[] Expect(string name, Welcome? welcome = null)
    {
        var token = TokenHash.NewToken();
        Desk.Expect(WorkerName.Parse(name), new TokenHash(token), welcome ?? WelcomeOf(name));
        return token;
    }

    public void Launched(string name, int pid = 77) => Desk.Launched(WorkerName.Parse(name), pid);

    /// <summary>A connection that has said nothing yet.</summary>
    public async Task<LinkedWorker> ConnectAsync(PeerCredentials? peer = null)
    {
        var worker = await LinkedWorker.OpenAsync(Desk, _fleet.LinkLimits, peer: peer, handshake: true);
        _workers.Add(worker);
        Desk.Opened(worker.Link);
        return worker;
    }

    /// <summary>A worker that has joined and knows it.</summary>
    public async Task<LinkedWorker> JoinAsync(string name)
    {
        var token = Expect(name);
        Launched(name);
        var worker = await ConnectAsync();
        worker.SendHello(name, token);
        await worker.ReceivedAsync(1);
        return worker;
    }

    /// <summary>A worker whose hello has overtaken the return of its launch. The desk hears it on this thread, so it waits when this returns.</summary>
    public async Task<LinkedWorker> WaitForLaunchAsync(string name, byte[] token, PeerCredentials? peer = null)
    {
        var worker = await ConnectAsync(peer);
        Desk.Greet(worker.Link, new Hello(ProtocolVersion.Current, WorkerName.Parse(name), token));
        return worker;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var worker in _workers) await worker.DisposeAsync();
        await _fleet.DisposeAsync();
    }
}
