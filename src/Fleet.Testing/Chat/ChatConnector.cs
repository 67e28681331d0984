using Fleet.Twitch.Connections;

namespace Fleet.Testing.Chat;

/// <summary>One worker's way to the chat: the client of Fleet.Twitch as it is, with this in the place of the network.</summary>
internal sealed class ChatConnector(ChatServer server) : IIrcConnector
{
    private readonly Lock _gate = new();
    private readonly List<ChatClient> _clients = [];
    private bool _isCut;

    public ValueTask<IIrcTransport> ConnectAsync(IrcEndpoint endpoint, CancellationToken cancellationToken)
    {
        var client = new ChatClient(server);
        lock (_gate)
        {
            if (_isCut) throw new IOException("The worker was killed.");
            _clients.RemoveAll(one => one.IsClosed);
            _clients.Add(client);
        }

        server.Add(client);
        return ValueTask.FromResult<IIrcTransport>(client);
    }

    /// <summary>Breaks all connections of the worker, for good.</summary>
    public void Cut()
    {
        lock (_gate)
        {
            _isCut = true;
            foreach (var client in _clients) client.Close();
        }
    }
}
