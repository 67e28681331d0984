using TwitchSimulator.Irc;
using TwitchSimulator.Viewers;

namespace TwitchSimulator.Engine;

/// <summary>A whole Twitch chat on loopback: server, viewers, and the account of who was answered. Needs no Fleet.</summary>
public sealed class SimulatedChat : IAsyncDisposable
{
    private static readonly TimeSpan TalkPeriod = TimeSpan.FromMilliseconds(20);

    private readonly TimeProvider _time;
    private readonly long _start;
    private readonly Rooms _rooms;
    private readonly Crowd _crowd;
    private readonly AnswerBook _answers;
    private readonly ChatServer _server;
    private readonly CancellationTokenSource _stopping = new();
    private readonly SimulatorSettings _settings;
    private Task _running = Task.CompletedTask;
    private double _messagesPerSecond;
    private long _sent;
    private long _fromBots;
    private int _isDisposed;

    /// <summary>Makes a chat that does nothing yet.</summary>
    /// <param name="settings">How it behaves.</param>
    /// <param name="time">The clock of viewers, deadlines and latencies.</param>
    public SimulatedChat(SimulatorSettings settings, TimeProvider time)
    {
        _settings = settings;
        _time = time;
        _start = time.GetTimestamp();
        _messagesPerSecond = settings.MessagesPerSecond;
        _rooms = new Rooms(settings.Channels);
        _crowd = new Crowd(settings);
        _answers = new AnswerBook(TimeSpan.FromSeconds(settings.AnswerDeadlineSeconds));
        _server = new ChatServer(_rooms, time, TakeBotMessage);
    }

    /// <summary>The port on 127.0.0.1, once started.</summary>
    public int Port => _server.Port;

    /// <summary>Messages that the viewers write per second, over all channels that a bot has joined.</summary>
    public double MessagesPerSecond
    {
        get => Volatile.Read(ref _messagesPerSecond);
        set => Volatile.Write(ref _messagesPerSecond, value);
    }

    private TimeSpan Now => _time.GetElapsedTime(_start);

    /// <summary>Begins to listen and to talk.</summary>
    /// <exception cref="System.Net.Sockets.SocketException">The port is taken.</exception>
    public void Start()
    {
        _server.Listen(_settings.Port);
        _running = Task.WhenAll(_server.RunAsync(_stopping.Token), TalkAsync(_stopping.Token));
    }

    /// <summary>The counters now.</summary>
    public SimulatorReport Report() => _answers.Report(Now) with
    {
        Sent = Interlocked.Read(ref _sent),
        FromBots = Interlocked.Read(ref _fromBots),
        Connections = _rooms.Connections.Count,
        JoinedRooms = _rooms.JoinedRooms,
        SlowConnections = _server.SlowConnections,
        MessagesPerSecond = MessagesPerSecond,
    };

    /// <summary>Ends when an answer leaves no question open; at once where none is.</summary>
    public Task SettledAsync() => _answers.SettledAsync();

    /// <summary>Lets the viewers write so many messages at once, in channels that a bot has joined; none where there is none.</summary>
    public void Talk(int messages)
    {
        var channels = _rooms.Visited;
        if (channels.Count == 0) return;
        for (var i = 0; i < messages; i++) Send(_crowd.Next(channels));
    }

    /// <summary>Asks every client to reconnect, as Twitch does before maintenance.</summary>
    public void AskToReconnect() => _server.AskToReconnect();

    /// <summary>Cuts every connection.</summary>
    public void DropConnections() => _server.DropAll();

    /// <summary>Closes everything.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) != 0) return;
        await _stopping.CancelAsync();
        await _running;
        _server.Dispose();
        _stopping.Dispose();
    }

    private async Task TalkAsync(CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(TalkPeriod, _time);
        var last = Now;
        var owed = 0.0;
        try
        {
            while (await timer.WaitForNextTickAsync(stopping))
            {
                var now = Now;
                var rate = MessagesPerSecond;

                // After a pause of the whole machine the viewers do not make up for more than a second of silence.
                owed = Math.Min(owed + (now - last).TotalSeconds * rate, Math.Max(rate, 1));
                last = now;
                Talk((int)owed);
                owed -= (int)owed;
            }
        }
        catch (OperationCanceledException)
        {
            // Stopped.
        }
    }

    private void Send(Utterance said)
    {
        var line = ServerLines.Message(said.Viewer, said.Channel, said.Text, said.Id, _time.GetUtcNow());

        // Expected before it is sent, or a quick answer would come to a question that nobody knows; taken back where nobody heard it.
        if (said.IsQuestion) _answers.Expect(said.Id, Now);
        if (_rooms.Post(said.Channel, line, author: null) == 0 && said.IsQuestion) _answers.TakeBack(said.Id);
        Interlocked.Increment(ref _sent);
    }

    private string TakeBotMessage(ClientConnection author, string channel, string text, string replyTo)
    {
        Interlocked.Increment(ref _fromBots);
        if (replyTo.Length > 0) _answers.Answer(replyTo, Now);
        var id = Guid.NewGuid().ToString("D");
        _rooms.Post(channel, ServerLines.Message(author.Nick, channel, text, id, _time.GetUtcNow(), replyTo), author);
        return id;
    }
}
