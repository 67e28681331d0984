using System.Threading.Channels;
using Fleet.Admiral.Routing;
using Microsoft.Extensions.Logging;

namespace Fleet.Admiral.Embedding;

/// <summary>
/// Calls one handler of the host program for one thing after the other. The Admiral only puts things in, which never waits: what does not fit is dropped and counted.
/// </summary>
/// <remarks>
/// Each has a thread of its own, on which handlers begin: the Admiral runs on the thread pool of the host program, and a handler that blocks would take its threads away. The thread
/// ends with the queue's disposal; nobody waits for a handler that does not return.
/// </remarks>
internal sealed partial class HandlerQueue<T> : IDisposable
{
    /// <summary>How many things may wait.</summary>
    public const int Most = 1024;

    private const long MostBytes = 16 * 1024 * 1024;

    private readonly Channel<(T Item, int Bytes)> _items = Channel.CreateBounded<(T, int)>(new BoundedChannelOptions(Most) { SingleReader = true });
    private readonly CancellationTokenSource _stop;
    private readonly string _what;
    private readonly Func<T, CancellationToken, Task> _handler;
    private readonly HandlerTally _tally;
    private readonly LogPace _pace;
    private readonly ILogger _log;
    private readonly TaskCompletionSource _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _bytes;

    /// <summary>Makes a queue, which begins to call.</summary>
    /// <param name="what">What it is for, for the log.</param>
    /// <param name="handler">What to call.</param>
    /// <param name="tally">Counts.</param>
    /// <param name="time">The clock of the log's pace.</param>
    /// <param name="log">The log.</param>
    /// <param name="stopping">Ends when the program stops.</param>
    public HandlerQueue(string what, Func<T, CancellationToken, Task> handler, HandlerTally tally, TimeProvider time, ILogger log, CancellationToken stopping)
    {
        _what = what;
        _handler = handler;
        _tally = tally;
        _pace = new LogPace(perSecond: 1, time);
        _log = log;
        _stop = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        new Thread(Run) { IsBackground = true, Name = "fleet-handler" }.Start();
    }

    /// <summary>Ends when nothing is called any more.</summary>
    public Task Completion => _completion.Task;

    /// <summary>Puts something in.</summary>
    /// <param name="item">What.</param>
    /// <param name="bytes">How much memory it holds, about; 0 where that is little.</param>
    /// <returns>False where it was dropped.</returns>
    public bool Post(T item, int bytes = 0)
    {
        if (_stop.IsCancellationRequested) return false;
        if (Interlocked.Add(ref _bytes, bytes) <= MostBytes && _items.Writer.TryWrite((item, bytes))) return true;
        Interlocked.Add(ref _bytes, -bytes);
        _tally.CountDropped();
        if (_pace.TryTake()) LogDropped(_log, _what);
        return false;
    }

    public void Dispose()
    {
        // Not disposed of: whoever posts may still look at its token, and it has no timer.
        _stop.Cancel();
        _items.Writer.TryComplete();
    }

    // Blocking on purpose: an await would move the handlers to the thread pool.
    private void Run()
    {
        try
        {
            while (_items.Reader.WaitToReadAsync(_stop.Token).AsTask().GetAwaiter().GetResult())
            {
                while (!_stop.IsCancellationRequested && _items.Reader.TryRead(out var next))
                {
                    Interlocked.Add(ref _bytes, -next.Bytes);
                    Call(next.Item);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Told to stop.
        }

        _completion.TrySetResult();
    }

    private void Call(T item)
    {
        try
        {
            _handler(item, _stop.Token).WaitAsync(_stop.Token).GetAwaiter().GetResult();
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // Told to stop.
        }
        catch (Exception e)
        {
            _tally.CountFailed();
            LogFailed(_log, e, _what);
        }
    }

    [LoggerMessage(1911, LogLevel.Error, "The host program's handler of {What} failed.")]
    private static partial void LogFailed(ILogger logger, Exception exception, string what);

    [LoggerMessage(1912, LogLevel.Warning, "The host program's handler of {What} does not keep up: what came meanwhile was dropped.")]
    private static partial void LogDropped(ILogger logger, string what);
}
