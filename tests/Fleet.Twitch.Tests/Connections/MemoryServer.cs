using System.Threading.Channels;
using Fleet.TestKit.Time;
using Fleet.Twitch.Connections;

namespace Fleet.Twitch.Tests.Connections;

/// <summary>A server in memory. It greets and confirms joins by itself, unless told otherwise.</summary>
internal sealed class MemoryServer : IIrcConnector
{
    private readonly Channel<MemoryTransport> _connections = Channel.CreateUnbounded<MemoryTransport>();
    private int _attempts;

    /// <summary>Attempts to connect.</summary>
    public int Attempts => Volatile.Read(ref _attempts);

    /// <summary>Whether attempts fail.</summary>
    public bool IsDown { get; set; }

    /// <summary>Whether logins are answered.</summary>
    public bool Greets { get; set; } = true;

    /// <summary>Whether joins are confirmed.</summary>
    public bool Confirms { get; set; } = true;

    /// <summary>Whether the client's own PINGs are answered.</summary>
    public bool Pongs { get; set; } = true;

    /// <summary>The next connection that a client made.</summary>
    public async Task<MemoryTransport> NextAsync() => await _connections.Reader.ReadAsync().AsTask().WithDeadline();

    public ValueTask<IIrcTransport> ConnectAsync(IrcEndpoint endpoint, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _attempts);
        if (IsDown) throw new IOException("the server is down");
        var transport = new MemoryTransport();
        transport.OnLine = line => Answer(transport, line);
        _connections.Writer.TryWrite(transport);
        return ValueTask.FromResult<IIrcTransport>(transport);
    }

    private void Answer(MemoryTransport transport, string line)
    {
        if (Greets && line.StartsWith("NICK ", StringComparison.Ordinal)) transport.Send($":tmi.twitch.tv 001 {line[5..]} :Welcome, GLHF!");
        if (Pongs && line.StartsWith("PING ", StringComparison.Ordinal)) transport.Send($":tmi.twitch.tv PONG tmi.twitch.tv {line[5..]}");
        if (!Confirms || !line.StartsWith("JOIN ", StringComparison.Ordinal)) return;
        foreach (var channel in line[5..].Split(','))
            transport.Send($":bot!bot@bot.tmi.twitch.tv JOIN {channel}", $":bot.tmi.twitch.tv 366 bot {channel} :End of /NAMES list");
    }
}
