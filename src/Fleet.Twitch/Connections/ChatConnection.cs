using Microsoft.Extensions.Logging;

namespace Fleet.Twitch.Connections;

/// <summary>Keeps one session to the chat alive: reconnects with back-off, replaces a session that the server asks to leave, and stops for good when the login is refused.</summary>
internal sealed partial class ChatConnection(SessionContext context, IIrcConnector connector, MonotonicClock clock, Func<double> chance, ILogger log)
{
    private static readonly TimeSpan StableAfter = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan RetireAfter = TimeSpan.FromSeconds(30);

    private readonly Lock _gate = new();
    private readonly TaskCompletionSource _firstLogin = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<Task> _retiring = [];
    private TaskCompletionSource<ChatSession> _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ChatSession? _current;
    private long _sessions;

    /// <summary>Ends at the first successful login.</summary>
    public Task FirstLogin => _firstLogin.Task;

    /// <summary>Why there is no connection; null while nothing has gone wrong.</summary>
    public SessionEnd? LastEnd { get; private set; }

    /// <summary>Connections made since the first.</summary>
    public long Reconnects => Math.Max(0, Interlocked.Read(ref _sessions) - 1);

    /// <summary>The session that lines go to, as soon as there is one.</summary>
    public Task<ChatSession> Ready
    {
        get
        {
            lock (_gate) return _ready.Task;
        }
    }

    /// <summary>Runs until stopped, or until the login is refused. Never throws.</summary>
    public async Task<SessionEnd> RunAsync(CancellationToken stopping)
    {
        var failures = 0;
        (ChatSession Session, Task<SessionEnd> Running)? leaving = null;
        while (true)
        {
            var session = new ChatSession(context, connector, clock, LoggedIn, log);
            var running = session.RunAsync(stopping);
            if (leaving is { } old) _retiring.Add(RetireAsync(old.Session, old.Running, session, stopping));
            leaving = null;

            if (await Task.WhenAny(running, session.ReconnectAsked) != running)
            {
                // Make before break: the old connection is read until the new one has joined, and ids drop what both deliver.
                ReconnectAsked(log);
                session.LeaveJoinsAlone();
                leaving = (session, running);
            }
            else
            {
                var end = await running;
                Lost(session, end);
                if (end is SessionEnd.Stopped or SessionEnd.LoginRefused)
                {
                    await Task.WhenAll(_retiring);
                    return end;
                }
            }
            failures = session.LoggedIn.IsCompleted && clock.Now - session.LoggedInAt >= StableAfter ? 0 : failures + 1;
            await PauseAsync(failures, stopping);
            _retiring.RemoveAll(task => task.IsCompleted);
        }
    }

    private void LoggedIn(ChatSession session)
    {
        Interlocked.Increment(ref _sessions);
        LastEnd = null;
        lock (_gate)
        {
            _current = session;
            if (_ready.Task.IsCompleted) _ready = new TaskCompletionSource<ChatSession>(TaskCreationOptions.RunContinuationsAsynchronously);
            _ready.SetResult(session);
        }
        _firstLogin.TrySetResult();
    }

    private void Lost(ChatSession session, SessionEnd end)
    {
        LastEnd = end;
        context.Joins.Restart();
        Forget(session);
        if (end != SessionEnd.Stopped) Disconnected(log, end);
    }

    private void Forget(ChatSession session)
    {
        lock (_gate)
        {
            if (_current != session) return;
            _current = null;
            _ready = new TaskCompletionSource<ChatSession>(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    private async Task RetireAsync(ChatSession session, Task<SessionEnd> running, ChatSession next, CancellationToken stopping)
    {
        await Task.WhenAny(running, JoinedAsync(next), Task.Delay(RetireAfter, clock.Provider, stopping));
        Forget(session);
        session.Retire();
        await running;
    }

    private async Task JoinedAsync(ChatSession session)
    {
        await session.LoggedIn;
        await context.Joins.Settled;
    }

    private async Task PauseAsync(int failures, CancellationToken stopping)
    {
        try
        {
            await Task.Delay(Backoff.After(failures, chance()), clock.Provider, stopping);
        }
        catch (OperationCanceledException)
        {
            // The next session sees it at once.
        }
    }

    [LoggerMessage(7020, LogLevel.Information, "The chat asked to reconnect; the old connection is read until the new one has joined.")]
    private static partial void ReconnectAsked(ILogger log);

    [LoggerMessage(7021, LogLevel.Warning, "The connection to the chat is over: {End}.")]
    private static partial void Disconnected(ILogger log, SessionEnd end);
}
