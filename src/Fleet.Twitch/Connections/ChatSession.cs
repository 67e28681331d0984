using System.Diagnostics.CodeAnalysis;
using Fleet.Twitch.Irc;
using Microsoft.Extensions.Logging;

namespace Fleet.Twitch.Connections;

/// <summary>
/// One connection, from connecting to its end. Two loops: one reads, one ticks (login deadline, liveness, joins); whichever first sees the
/// end says why, and <see cref="RunAsync"/> closes everything in one order: token, transport, loops.
/// </summary>
[SuppressMessage("Reliability", "CA1001:Types that own disposable fields should be disposable", Justification = "The semaphore makes no wait handle, and senders may come late.")]
internal sealed partial class ChatSession(SessionContext context, IIrcConnector connector, MonotonicClock clock, Action<ChatSession> onLogin, ILogger log)
{
    private const int LargestJoin = 15;
    private static readonly TimeSpan TickPeriod = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LoginTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan WriteTimeout = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan SilenceBeforePing = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan PongTimeout = TimeSpan.FromSeconds(5);

    private readonly TaskCompletionSource<SessionEnd> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _loggedIn = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _reconnectAsked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SemaphoreSlim _writing = new(1);
    private readonly Lock _liveness = new();
    private IIrcTransport? _transport;
    private CancellationToken _living;
    private TimeSpan _connectedAt;
    private TimeSpan _heardAt;
    private TimeSpan? _pingedAt;
    private volatile bool _leavesJoinsAlone;
    private volatile Echo? _echo;
    private int _echoes;

    /// <summary>Ends when the server greets; never where it does not.</summary>
    public Task LoggedIn => _loggedIn.Task;

    /// <summary>When the server greeted; to be read once <see cref="LoggedIn"/> has ended.</summary>
    public TimeSpan LoggedInAt { get; private set; }

    /// <summary>Ends when the server asks to reconnect. The session goes on until <see cref="Retire"/>.</summary>
    public Task ReconnectAsked => _reconnectAsked.Task;

    /// <summary>Lives until the connection is over. Never throws.</summary>
    public async Task<SessionEnd> RunAsync(CancellationToken stopping)
    {
        using var living = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        _living = living.Token;
        using var registration = stopping.Register(() => End(SessionEnd.Stopped));

        _transport = await ConnectAsync();
        if (_transport is null) return stopping.IsCancellationRequested ? SessionEnd.Stopped : SessionEnd.Unreachable;

        _connectedAt = _heardAt = clock.Now;
        var reading = ReadAsync(_transport);
        var ticking = TickAsync();
        await LogInAsync();
        var end = await _ended.Task;

        await living.CancelAsync();
        await _transport.DisposeAsync();
        await Task.WhenAll(reading, ticking);
        return end;
    }

    /// <summary>Writes a line. False where the connection broke: whether the server has the line is unknown then.</summary>
    /// <param name="line">The line, with its line end.</param>
    /// <param name="cancellationToken">Ends the wait for other writes, never a write that has begun: half a line would spoil the next.</param>
    public async Task<bool> WriteAsync(ReadOnlyMemory<byte> line, CancellationToken cancellationToken)
    {
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(_living, cancellationToken);
        try
        {
            await _writing.WaitAsync(waiting.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }

        try
        {
            using var deadline = new CancellationTokenSource(WriteTimeout, clock.Provider);
            using var writing = CancellationTokenSource.CreateLinkedTokenSource(_living, deadline.Token);
            await _transport!.WriteAsync(line, writing.Token);
            return true;
        }
        catch (Exception fault) when (TransportFault.IsExpected(fault))
        {
            End(SessionEnd.WriteFailed);
            return false;
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <summary>
    /// Waits until everything is read that the server sent before it learns of this call, and it has read what was written here: a PING of its own, whose
    /// answer stands behind all that in the stream.
    /// </summary>
    /// <param name="patience">How long to wait at most.</param>
    /// <returns>False where the answer did not come.</returns>
    public async Task<bool> CatchUpAsync(TimeSpan patience)
    {
        if (!LoggedIn.IsCompleted) return false;
        var echo = new Echo($"fleet-{Interlocked.Increment(ref _echoes)}");
        _echo = echo;
        using var deadline = new CancellationTokenSource(patience, clock.Provider);
        try
        {
            if (!await WriteAsync(IrcWriter.Ping(echo.Text), deadline.Token)) return false;
            return await Task.WhenAny(echo.Heard.Task, _ended.Task).WaitAsync(deadline.Token) == echo.Heard.Task;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    /// <summary>Leaves the channels to the next session, and goes on reading.</summary>
    public void LeaveJoinsAlone() => _leavesJoinsAlone = true;

    /// <summary>Ends the session, since the next has taken over.</summary>
    public void Retire() => End(SessionEnd.Retired);

    private void End(SessionEnd reason) => _ended.TrySetResult(reason);

    private async Task<IIrcTransport?> ConnectAsync()
    {
        using var deadline = new CancellationTokenSource(ConnectTimeout, clock.Provider);
        using var connecting = CancellationTokenSource.CreateLinkedTokenSource(_living, deadline.Token);
        try
        {
            return await connector.ConnectAsync(context.Endpoint, connecting.Token);
        }
        catch (Exception fault) when (TransportFault.IsExpected(fault))
        {
            ConnectFailed(log, context.Endpoint.ToString(), fault.Message);
            return null;
        }
    }

    private async Task LogInAsync()
    {
        var options = context.Options;
        await WriteAsync(IrcWriter.Capabilities(), CancellationToken.None);
        if (!options.IsAnonymous) await WriteAsync(IrcWriter.Pass(options.PassText), CancellationToken.None);
        await WriteAsync(IrcWriter.Nick(options.Nick), CancellationToken.None);
    }

    private async Task ReadAsync(IIrcTransport transport)
    {
        var buffer = new IrcLineBuffer();
        try
        {
            while (true)
            {
                var count = await transport.ReadAsync(buffer.Free(), _living);
                if (count == 0) break;
                buffer.Advance(count);
                Heard();
                while (buffer.TryTake(out var line))
                    if (IrcParser.TryParse(line, out var message))
                        await TakeAsync(message);
                if (!buffer.IsOverflowing) continue;
                End(SessionEnd.LineTooLong);
                return;
            }
        }
        catch (Exception fault) when (TransportFault.IsExpected(fault))
        {
            // The end, said below.
        }
        End(SessionEnd.Closed);
    }

    private async Task TakeAsync(IrcMessage message)
    {
        if (message.Is("PRIVMSG")) context.OnMessage(message);
        else if (message.Is("PING")) await PongAsync(message.Parameter(0).ToString());
        else if (message.Is("001")) await GreetedAsync();
        else if (message.Is("366")) Confirm(message.Parameter(1));
        else if (message.Is("ROOMSTATE")) TakeRoomState(message);
        else if (message.Is("NOTICE")) TakeNotice(message);
        else if (message.Is("PART")) TakePart(message);
        else if (message.Is("CAP") && message.Parameter(1) is "NAK") End(SessionEnd.CapabilitiesRefused);
        else if (message.Is("PONG") && _echo is { } echo && message.Parameter(1).SequenceEqual(echo.Text)) echo.Heard.TrySetResult();
        else if (message.Is("RECONNECT")) _reconnectAsked.TrySetResult();
    }

    private async Task GreetedAsync()
    {
        LoggedInAt = clock.Now;
        context.Joins.Restart();
        _loggedIn.TrySetResult();
        onLogin(this);
        await AskForChannelsAsync();
    }

    private Task<bool> PongAsync(string text) => WriteAsync(IrcWriter.Pong(IrcWriter.IsSafe(text) ? text : "tmi.twitch.tv"), CancellationToken.None);

    private void Confirm(ReadOnlySpan<char> channel)
    {
        if (!_leavesJoinsAlone) context.Joins.Confirm(ChannelName.Normalize(channel.ToString()));
    }

    private void TakeRoomState(IrcMessage message)
    {
        // Only the whole state follows a join; a change of one setting carries just that one.
        if (message.Tag("slow") is not null && message.Tag("subs-only") is not null) Confirm(message.Parameter(0));
    }

    private void TakeNotice(IrcMessage message)
    {
        // The refusals of a login carry no id, so it is their place that tells them: before the greeting, to nobody.
        if (!LoggedIn.IsCompleted && message.Parameter(0) is "*")
        {
            LoginRefused(log, context.Options.Nick, message.Parameter(1).ToString());
            End(SessionEnd.LoginRefused);
        }
        else if (message.Tag("msg-id") is "msg_channel_suspended" or "msg_banned" or "tos_ban" or "msg_channel_blocked")
        {
            Refuse(message.Parameter(0), message.Parameter(1).ToString());
        }
    }

    private void TakePart(IrcMessage message)
    {
        if (message.Nick.Equals(context.Options.Nick, StringComparison.OrdinalIgnoreCase))
            Refuse(message.Parameter(0), "the server ended the membership: the account may be banned there");
    }

    private void Refuse(ReadOnlySpan<char> channel, string reason)
    {
        var name = ChannelName.Normalize(channel.ToString());
        if (!_leavesJoinsAlone && context.Joins.Refuse(name, reason, clock.Now)) NotJoined(log, name, reason);
    }

    private sealed record Echo(string Text)
    {
        public TaskCompletionSource Heard { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    private void Heard()
    {
        lock (_liveness) (_heardAt, _pingedAt) = (clock.Now, null);
    }

    private async Task TickAsync()
    {
        using var timer = new PeriodicTimer(TickPeriod, clock.Provider);
        try
        {
            while (await timer.WaitForNextTickAsync(_living))
            {
                if (LoggedIn.IsCompleted) await AskForChannelsAsync();
                else if (clock.Now - _connectedAt >= LoginTimeout) End(SessionEnd.LoginTimedOut);
                await WatchAsync();
            }
        }
        catch (OperationCanceledException)
        {
            // The session has ended.
        }
    }

    private async Task WatchAsync()
    {
        var now = clock.Now;
        lock (_liveness)
        {
            if (_pingedAt is { } pinged)
            {
                if (now - pinged >= PongTimeout) End(SessionEnd.Silent);
                return;
            }
            if (now - _heardAt < SilenceBeforePing) return;
            _pingedAt = now;
        }
        await WriteAsync(IrcWriter.Ping("fleet"), CancellationToken.None);
    }

    private async Task AskForChannelsAsync()
    {
        while (!_leavesJoinsAlone && context.Joins.Due(clock.Now) is > 0 and var due)
        {
            var wanted = Math.Min(due, LargestJoin);
            var permits = context.JoinPermits?.Take(wanted, clock.Now) ?? wanted;
            var channels = permits > 0 ? context.Joins.Ask(permits, clock.Now) : [];
            if (channels.Count == 0 || !await WriteAsync(IrcWriter.Join(channels), CancellationToken.None)) return;
        }
    }

    [LoggerMessage(7010, LogLevel.Warning, "Cannot reach the chat at {Endpoint}: {Reason}")]
    private static partial void ConnectFailed(ILogger log, string endpoint, string reason);

    [LoggerMessage(7011, LogLevel.Error, "The chat refused the login of {Login}: {Reason}. Check login and token; there will be no further attempt.")]
    private static partial void LoginRefused(ILogger log, string login, string reason);

    [LoggerMessage(7012, LogLevel.Warning, "#{Channel} is not joined: {Reason}")]
    private static partial void NotJoined(ILogger log, string channel, string reason);
}
