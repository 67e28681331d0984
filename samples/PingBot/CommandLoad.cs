using System.Collections.Concurrent;
using Fleet;

namespace PingBot;

/// <summary>
/// Sends commands to the stats service at a steady rate and counts how they end, so that one can see whether a restart under load costs any.
/// </summary>
public sealed class CommandLoad(IStats stats, double commandsPerSecond, TimeProvider time)
{
    private const int MostInFlight = 200;
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(20);

    private readonly ConcurrentDictionary<CommandError, long> _failures = new();
    private Task _running = Task.CompletedTask;
    private volatile bool _isStopping;
    private long _sent;
    private long _answered;
    private long _skipped;

    /// <summary>Commands sent.</summary>
    public long Sent => Interlocked.Read(ref _sent);

    /// <summary>Commands that ended in a value.</summary>
    public long Answered => Interlocked.Read(ref _answered);

    /// <summary>Commands not sent, since 200 were under way.</summary>
    public long Skipped => Interlocked.Read(ref _skipped);

    /// <summary>Commands that ended without a value, by reason.</summary>
    public IReadOnlyDictionary<CommandError, long> Failures => _failures;

    /// <summary>Begins to send. Does nothing at a rate of 0.</summary>
    public void Start()
    {
        if (commandsPerSecond <= 0 || !_running.IsCompleted) return;
        _isStopping = false;
        _running = RunAsync();
    }

    /// <summary>Sends nothing more, and waits for the answers under way: each ends by itself, at its deadline at the latest.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        _isStopping = true;
        await Task.WhenAny(_running, Task.Delay(Timeout.InfiniteTimeSpan, time, cancellationToken));
    }

    /// <summary>The counts so far, for the successor: a restart must not hide what it cost.</summary>
    public HandoverState Leave() => new HandoverState()
        .Set("sent", Sent)
        .Set("answered", Answered)
        .Set("skipped", Skipped)
        .Set("failures", _failures.ToDictionary(failure => failure.Key.ToString(), failure => failure.Value));

    /// <summary>Goes on from the predecessor's counts; one that is activated again has them already.</summary>
    public void TakeOver(HandoverState? state)
    {
        if (state is null || Sent > 0) return;
        _sent = state.Get<long>("sent");
        _answered = state.Get<long>("answered");
        _skipped = state.Get<long>("skipped");
        foreach (var (error, count) in state.Get<Dictionary<string, long>>("failures") ?? [])
            if (Enum.TryParse<CommandError>(error, out var known)) _failures[known] = count;
    }

    private async Task RunAsync()
    {
        using var timer = new PeriodicTimer(Period, time);
        var inFlight = new List<Task>();
        var last = time.GetTimestamp();
        var owed = 0.0;
        while (await timer.WaitForNextTickAsync() && !_isStopping)
        {
            var now = time.GetTimestamp();
            owed = Math.Min(owed + time.GetElapsedTime(last, now).TotalSeconds * commandsPerSecond, Math.Max(commandsPerSecond, 1));
            last = now;
            inFlight.RemoveAll(task => task.IsCompleted);
            for (; owed >= 1; owed--)
            {
                if (inFlight.Count < MostInFlight) inFlight.Add(AskAsync());
                else Interlocked.Increment(ref _skipped);
            }
        }
        await Task.WhenAll(inFlight);
    }

    private async Task AskAsync()
    {
        Interlocked.Increment(ref _sent);
        try
        {
            await stats.CountAsync(new CountQuery(""));
            Interlocked.Increment(ref _answered);
        }
        catch (CommandException failure)
        {
            _failures.AddOrUpdate(failure.Error, 1, static (_, count) => count + 1);
        }
    }
}
