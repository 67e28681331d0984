using System.Text;
using System.Threading.Channels;
using Fleet.Twitch.Connections;
using Fleet.Twitch.Irc;

namespace Fleet.Testing.Chat;

/// <summary>One connection to the chat, both ends of it: what the client writes is answered on the spot, what it is to read waits until it asks.</summary>
internal sealed class ChatClient(ChatServer server) : IIrcTransport
{
    // More than the client's own inbox takes. One that never reads is cut, as Twitch would.
    private const int MostWaiting = 50_000;

    private readonly Channel<byte[]> _toClient = Channel.CreateBounded<byte[]>(MostWaiting);
    private readonly IrcLineBuffer _written = new();
    private ReadOnlyMemory<byte> _rest;
    private bool _given;
    private int _unread;
    private volatile bool _isClosed;

    /// <summary>The login; empty before it.</summary>
    public string Nick { get; private set; } = "";

    /// <summary>Whether either side has closed it.</summary>
    public bool IsClosed => _isClosed;

    /// <summary>Whether the client has read all that was sent to it, and is done with it.</summary>
    public bool IsCalm => _isClosed || Volatile.Read(ref _unread) == 0;

    /// <summary>Sends a line, given without its line end.</summary>
    public void Send(string line)
    {
        Interlocked.Increment(ref _unread);
        if (!_toClient.Writer.TryWrite(Encoding.UTF8.GetBytes(line + "\r\n"))) Close();
    }

    /// <summary>Breaks it.</summary>
    public void Close()
    {
        _isClosed = true;
        _toClient.Writer.TryComplete(new IOException("The connection was cut."));
        server.Remove(this);
    }

    public async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        if (_isClosed) return 0;
        if (_rest.IsEmpty)
        {
            // It asks for more, so it is done with what it had.
            if (_given) Interlocked.Decrement(ref _unread);
            _given = false;
            _rest = await _toClient.Reader.ReadAsync(cancellationToken).ConfigureAwait(false);
            _given = true;
        }

        var count = Math.Min(buffer.Length, _rest.Length);
        _rest[..count].CopyTo(buffer);
        _rest = _rest[count..];
        return count;
    }

    public ValueTask WriteAsync(ReadOnlyMemory<byte> lines, CancellationToken cancellationToken)
    {
        if (_isClosed) throw new IOException("The connection was cut.");
        for (var rest = lines; !rest.IsEmpty;)
        {
            var room = _written.Free();
            var count = Math.Min(room.Length, rest.Length);
            rest[..count].CopyTo(room);
            _written.Advance(count);
            rest = rest[count..];
            while (_written.TryTake(out var line))
                if (IrcParser.TryParse(line, out var message)) Answer(message);
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        Close();
        return ValueTask.CompletedTask;
    }

    // Fleet.Twitch asks for tags and commands always, so every client gets them.
    private void Answer(IrcMessage message)
    {
        if (message.Is("CAP")) Send($":tmi.twitch.tv CAP * ACK :{message.Parameter(1)}");
        else if (message.Is("NICK")) LogIn(message.Parameter(0).ToString());
        else if (message.Is("PING")) Send($":tmi.twitch.tv PONG tmi.twitch.tv :{message.Parameter(0)}");
        else if (message.Is("JOIN")) Join(message.Parameter(0).ToString());
        else if (message.Is("PRIVMSG")) server.TakeBotMessage(this, TestChat.Normalize(message.Parameter(0).ToString()), message.Parameter(1).ToString(), message.Tag("reply-parent-msg-id"));
    }

    private void LogIn(string nick)
    {
        Nick = nick;
        Send($":tmi.twitch.tv 001 {nick} :Welcome, GLHF!");
    }

    private void Join(string channels)
    {
        foreach (var channel in channels.Split(',').Select(TestChat.Normalize))
        {
            server.Join(this, channel);
            Send($":{Nick}!{Nick}@{Nick}.tmi.twitch.tv JOIN #{channel}");
            Send($":{Nick}.tmi.twitch.tv 366 {Nick} #{channel} :End of /NAMES list");
            Send($"@emote-only=0;followers-only=-1;r9k=0;room-id=1;slow=0;subs-only=0 :tmi.twitch.tv ROOMSTATE #{channel}");
        }
    }
}
