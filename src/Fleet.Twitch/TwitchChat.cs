using Fleet.Twitch.Connections;
using Fleet.Twitch.Inbox;
using Fleet.Twitch.Irc;
using Fleet.Twitch.Joining;
using Microsoft.Extensions.Logging;

namespace Fleet.Twitch;

/// <summary>
/// Twitch chat for the channels of one worker. Started, it is in standby: connected, joined, and silent, while the worker before it still acts.
/// Activated, it hands messages to the handlers: each message once, in order within a channel, across planned restarts too.
/// </summary>
/// <remarks>
/// The chat is a component of its worker: what it passes on at a handover is which messages were handled, and which still wait. A message is
/// handled from the moment its handler starts. Handlers of different channels run side by side.
/// </remarks>
public sealed partial class TwitchChat : IWorkerComponent, IAsyncDisposable
{
    private static readonly TimeSpan CatchUpPatience = TimeSpan.FromSeconds(1);

    private readonly TwitchOptions _options;
    private readonly IrcEndpoint _endpoint;
    private readonly ILogger _log;
    private readonly MonotonicClock _clock;
    private readonly JoinBook _joins;
    private readonly ChatInbox _inbox;
    private readonly HandlerPump _pump;
    private readonly ChatConnection _connection;
    private readonly SlidingWindow? _messagePermits;
    private readonly CancellationTokenSource _stopping = new();
    private readonly CancellationToken _stopped;
    private Task<SessionEnd>? _running;
    private int _isDisposed;

    internal TwitchChat(
        TwitchOptions options,
        IReadOnlyList<string> channels,
        IIrcConnector connector,
        TimeProvider time,
        Func<double> chance,
        ILogger<TwitchChat> log,
        InboxLimits? limits = null)
    {
        _options = options;
        _endpoint = IrcEndpoint.TryParse(options.Endpoint, out var endpoint)
            ? endpoint
            : throw new ArgumentException("The options were not validated: the endpoint is no address.", nameof(options));
        _log = log;
        _stopped = _stopping.Token;
        _clock = new MonotonicClock(time);
        _joins = new JoinBook(channels, options.JoinTimeout);
        _inbox = new ChatInbox(limits ?? new InboxLimits());
        _pump = new HandlerPump(_inbox, _clock, log);
        _messagePermits = options.Limits ? new SlidingWindow(options.MessagesPerWindow, options.MessageWindow) : null;
        var joinPermits = options.Limits ? new SlidingWindow(options.JoinsPerWindow, options.JoinWindow) : null;
        _connection = new ChatConnection(new SessionContext(options, endpoint, _joins, joinPermits, Take), connector, _clock, chance, log);
    }

    /// <summary>The key of the chat's handover state.</summary>
    public string Name => "twitch";

    /// <summary>Whether messages go to the handlers; false in standby.</summary>
    public bool IsActive => _inbox.IsLive;

    /// <summary>The worker's channels, and whether each is joined.</summary>
    public IReadOnlyList<ChannelJoin> Channels => _joins.Channels;

    /// <summary>Messages that arrived since the start, each counted once, those in standby included.</summary>
    public long MessagesReceived => _inbox.Counts.Received;

    /// <summary>Messages that were given to the handlers.</summary>
    public long MessagesHandled => _inbox.Counts.Started;

    /// <summary>Messages that came a second time, or that the predecessor had handled.</summary>
    public long DuplicatesDropped => _inbox.Counts.Duplicates;

    /// <summary>Messages lost here since too many were waiting: more than 1,000 in a channel, or 20,000 in all.</summary>
    public long MessagesDropped => _inbox.Counts.Overflowed;

    /// <summary>Messages that arrived in standby and were let go after 90 s: the worker that acted meanwhile has handled them.</summary>
    public long StandbyMessagesExpired => _inbox.Counts.Expired;

    /// <summary>How often a handler threw.</summary>
    public long HandlerFailures => _pump.Failures;

    /// <summary>Connections made since the first.</summary>
    public long Reconnects => _connection.Reconnects;

    /// <summary>Adds a handler. Register before <see cref="StartAsync"/>: a message with no handler counts as handled.</summary>
    /// <param name="handler">Called once for each message that others write. Its token ends when the chat stops; an exception is logged.</param>
    public void OnMessage(Func<ChatMessage, CancellationToken, Task> handler) => _pump.Add(handler);

    /// <summary>Connects, logs in and joins the worker's channels, in standby. Returns when each channel is joined or known not to be.</summary>
    /// <param name="cancellationToken">Ends the start; until then, connecting is tried again and again.</param>
    /// <returns>One entry per channel.</returns>
    /// <exception cref="ChatLoginException">Login or token were refused.</exception>
    /// <exception cref="OperationCanceledException">Not ready in time.</exception>
    /// <exception cref="InvalidOperationException">Called a second time.</exception>
    public async Task<IReadOnlyList<ChannelJoin>> StartAsync(CancellationToken cancellationToken = default)
    {
        if (_running is not null) throw new InvalidOperationException("The chat was started already.");
        _running = _connection.RunAsync(_stopped);
        try
        {
            var ready = await Task.WhenAny(_running, ReadyAsync()).WaitAsync(cancellationToken);
            if (ready == _running && await _running == SessionEnd.LoginRefused)
                throw new ChatLoginException($"{_endpoint} refused the login of {_options.Nick}. Check login and token.");
        }
        catch (OperationCanceledException ended)
        {
            var why = _connection.LastEnd is { } end ? $"the last connection: {end}" : "not all joins are answered";
            throw new OperationCanceledException($"The chat at {_endpoint} was not ready in time ({why}).", ended, cancellationToken);
        }
        var channels = Channels;
        Started(_log, _endpoint.ToString(), channels.Count(channel => channel.IsJoined), channels.Count);
        return channels;
    }

    /// <summary>Writes into a channel.</summary>
    /// <param name="channel">The channel, with or without '#'.</param>
    /// <param name="text">1 to 500 characters without line ends.</param>
    /// <param name="cancellationToken">Ends the wait for a connection or a permit.</param>
    /// <returns>A task that ends when the line was handed to the network.</returns>
    /// <exception cref="ChatSendException">It was not sent; <see cref="ChatSendException.Error"/> says why.</exception>
    public Task SendAsync(string channel, string text, CancellationToken cancellationToken = default) => SendAsync(channel, text, "", cancellationToken);

    /// <inheritdoc/>
    public Task ActivateAsync(HandoverState? state, CancellationToken cancellationToken)
    {
        var handover = InboxHandover.FromState(state);
        var channels = _inbox.Activate(handover, ReadOwn, _clock.Now);
        Activated(_log, handover?.Handled.Count ?? 0, channels.Count);
        foreach (var channel in channels) _pump.Start(channel);
        return Task.CompletedTask;
    }

    // After a reshard a predecessor's other channels are another worker's.
    private ChatMessage? ReadOwn(string line) => ChatMessage.Read(line, this) is { } message && _joins.Knows(message.Channel) ? message : null;

    /// <inheritdoc/>
    public async Task<HandoverState?> DeactivateAsync(CancellationToken cancellationToken)
    {
        // What was said just before the successor had joined is on its way to this worker only.
        await _connection.CatchUpAsync(CatchUpPatience);
        var finished = _inbox.Deactivate();
        try
        {
            await finished.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // Their messages are handled by this worker, late; the successor must not take them.
            StillInHand(_log, _inbox.InHand);
        }
        var handover = _inbox.Export(_clock.Now);
        Deactivated(_log, handover.Handled.Count, handover.Waiting.Count);
        return handover.ToState();
    }

    /// <inheritdoc/>
    public async Task StopAsync(StopReason reason, CancellationToken cancellationToken)
    {
        var finished = _inbox.Deactivate();
        await Task.WhenAny(finished, Task.Delay(Timeout.InfiniteTimeSpan, _clock.Provider, cancellationToken));
        _pump.Stop();
        await _stopping.CancelAsync();
        if (_running is not null) await _running;
    }

    /// <summary>Closes the connection; handlers in hand are asked to end.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) != 0) return;
        await StopAsync(StopReason.Shutdown, new CancellationToken(canceled: true));
        _stopping.Dispose();
        _pump.Dispose();
    }

    internal async Task SendAsync(string channel, string text, string parentId, CancellationToken cancellationToken)
    {
        if (!_inbox.IsLive && !_pump.IsCalledByHandler)
            throw new ChatSendException(ChatSendError.Standby, "The chat is in standby: another worker acts for its channels. Send from handlers, or after ActivateAsync.");
        var line = ChatLine.Write(_options, channel, text, parentId);

        using var deadline = new CancellationTokenSource(_options.SendTimeout, _clock.Provider);
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, _stopped, cancellationToken);
        var missing = ChatSendError.RateLimited;
        try
        {
            while (_messagePermits?.Take(1, _clock.Now) == 0) await Task.Delay(_messagePermits.Wait(_clock.Now), _clock.Provider, waiting.Token);
            missing = ChatSendError.NotConnected;
            var session = await _connection.Ready.WaitAsync(waiting.Token);
            if (!await session.WriteAsync(line, waiting.Token))
                throw new ChatSendException(ChatSendError.ConnectionLost, "The connection broke while the message was sent; it may or may not have arrived.");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ChatSendException(missing, $"The message was not sent within {_options.SendTimeoutSeconds} s: {missing}.");
        }
    }

    private async Task ReadyAsync()
    {
        await _connection.FirstLogin;
        await _joins.Settled;
    }

    // On the read loop: quick, and without user code.
    private void Take(IrcMessage line)
    {
        if (ChatMessage.Read(line, this) is not { } message || !_joins.Knows(message.Channel)) return;

        // What this account wrote comes back over its other connections, such as the one of the worker that is being replaced.
        if (message.Sender.Equals(_options.Nick, StringComparison.OrdinalIgnoreCase)) return;
        if (_inbox.Offer(message, _clock.Now)) _pump.Start(message.Channel);
    }

    [LoggerMessage(7030, LogLevel.Information, "Chat at {Endpoint} is ready: {Joined} of {Wanted} channels joined.")]
    private static partial void Started(ILogger log, string endpoint, int joined, int wanted);

    [LoggerMessage(7031, LogLevel.Information, "Chat is active; the predecessor had handled {Handled} messages lately, and {Channels} channels have messages waiting.")]
    private static partial void Activated(ILogger log, int handled, int channels);

    [LoggerMessage(7032, LogLevel.Information, "Chat is in standby; {Handled} messages handled lately and {Waiting} waiting are passed on.")]
    private static partial void Deactivated(ILogger log, int handled, int waiting);

    [LoggerMessage(7033, LogLevel.Warning, "{InHand} chat handlers have not ended at the drain deadline; their messages count as handled. Let handlers heed their token.")]
    private static partial void StillInHand(ILogger log, int inHand);
}
