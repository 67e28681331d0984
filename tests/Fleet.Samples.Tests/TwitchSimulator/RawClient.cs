using System.Net.Sockets;
using System.Text;
using Fleet.TestKit.Time;

namespace Fleet.Samples.Tests.TwitchSimulator;

/// <summary>A client that writes and reads raw lines.</summary>
internal sealed class RawClient : IAsyncDisposable
{
    private readonly TcpClient _client;
    private readonly StreamReader _reader;

    private RawClient(TcpClient client)
    {
        _client = client;
        _reader = new StreamReader(client.GetStream(), new UTF8Encoding(false));
    }

    public static async Task<RawClient> ConnectAsync(int port)
    {
        var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", port).WithDeadline();
        return new RawClient(client);
    }

    /// <summary>Connects, logs in with all capabilities, and joins a channel.</summary>
    public static async Task<RawClient> JoinAsync(int port, string nick, string channel)
    {
        var client = await ConnectAsync(port);
        await client.SendAsync("CAP REQ :twitch.tv/tags twitch.tv/commands", "PASS oauth:x", $"NICK {nick}", $"JOIN #{channel}");
        await client.NextAsync("ROOMSTATE");
        await client.SettleAsync();
        return client;
    }

    public async Task SendAsync(params string[] lines) =>
        await _client.GetStream().WriteAsync(Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => line + "\r\n"))));

    /// <summary>The next line; null at the end.</summary>
    public async Task<string?> NextAsync() => await _reader.ReadLineAsync().WithDeadline();

    /// <summary>The next line that holds a text.</summary>
    public async Task<string> NextAsync(string text)
    {
        while (true)
        {
            var line = (await NextAsync()).ShouldNotBeNull($"the connection ended before \"{text}\"");
            if (line.Contains(text, StringComparison.Ordinal)) return line;
        }
    }

    /// <summary>Reads everything that the server had to say so far.</summary>
    public async Task<IReadOnlyList<string>> SettleAsync()
    {
        await SendAsync("PING :settled");
        var lines = new List<string>();
        while (await NextAsync() is { } line && line != ":tmi.twitch.tv PONG tmi.twitch.tv :settled") lines.Add(line);
        return lines;
    }

    public ValueTask DisposeAsync()
    {
        _reader.Dispose();
        _client.Dispose();
        return ValueTask.CompletedTask;
    }
}
