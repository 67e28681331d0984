using System.Diagnostics;

namespace Fleet.Testing.Waiting;

/// <summary>How long the host waits, in real time, for what the fleet does by itself. Every wait of it says what it waited for.</summary>
internal sealed class Patience(TimeSpan limit)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(1);

    /// <summary>The limit; none while somebody looks at the process with a debugger.</summary>
    public TimeSpan Limit => Debugger.IsAttached ? Timeout.InfiniteTimeSpan : limit;

    /// <summary>Waits.</summary>
    /// <param name="task">For this.</param>
    /// <param name="what">What that is, in a sentence; asked when it has not come.</param>
    public async Task WaitAsync(Task task, Func<string> what)
    {
        try
        {
            await task.WaitAsync(Limit, TimeProvider.System).ConfigureAwait(false);
        }
        catch (TimeoutException) when (!task.IsCompleted)
        {
            throw Overdue(what());
        }
    }

    /// <summary>Waits for what tells nobody that it holds.</summary>
    public async Task UntilAsync(Func<bool> holds, Func<string> what)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (!holds())
        {
            if (Limit != Timeout.InfiniteTimeSpan && TimeProvider.System.GetElapsedTime(began) > Limit) throw Overdue(what());
            await Task.Delay(Pause, TimeProvider.System).ConfigureAwait(false);
        }
    }

    /// <summary>What is thrown when the limit has passed.</summary>
    public TimeoutException Overdue(string what) => new(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"Waited {limit.TotalSeconds:0.#} s. {what}"));
}
