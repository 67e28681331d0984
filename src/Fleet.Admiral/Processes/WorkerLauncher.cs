using System.Diagnostics;
using System.Threading.Channels;

namespace Fleet.Admiral.Processes;

/// <summary>
/// Starts worker processes from one thread that lives as long as the Admiral. It must: the kernel sends a child its parent-death signal when the <i>thread</i>
/// that started it ends, and a stopped worker is woken only by that signal (see <c>OwnProcessGroup</c> in Fleet.Worker).
/// </summary>
internal sealed class WorkerLauncher : IWorkerLauncher, IDisposable
{
    private readonly Channel<(LaunchOrder Order, IWorkerProcessEvents Events, TaskCompletionSource<IWorkerProcess> Result)> _orders =
        Channel.CreateBounded<(LaunchOrder, IWorkerProcessEvents, TaskCompletionSource<IWorkerProcess>)>(1024);

    private const string OwnSettings = "FLEET__";

    private readonly TimeProvider _time;

    public WorkerLauncher(TimeProvider time)
    {
        _time = time;
        new Thread(Run) { IsBackground = true, Name = "fleet-launcher" }.Start();
    }

    public Task<IWorkerProcess> LaunchAsync(LaunchOrder order, IWorkerProcessEvents events)
    {
        var result = new TaskCompletionSource<IWorkerProcess>(TaskCreationOptions.RunContinuationsAsynchronously);
        return _orders.Writer.TryWrite((order, events, result))
            ? result.Task
            : Task.FromException<IWorkerProcess>(new LaunchException("More than 1,024 workers wait to be started, or the Admiral is stopping."));
    }

    public void Dispose() => _orders.Writer.TryComplete();

    private void Run()
    {
        // Blocking on purpose: an await would move the starts to the thread pool.
        while (_orders.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            while (_orders.Reader.TryRead(out var next))
            {
                try
                {
                    next.Result.TrySetResult(Start(next.Order, next.Events));
                }
                catch (Exception e)
                {
                    // Whatever it is: out of here it would end the Admiral.
                    next.Result.TrySetException(new LaunchException($"{(next.Order.Through is [var first, ..] ? first : next.Order.Program)} could not be started: {e.Message}", e));
                }
            }
        }
    }

    private WorkerProcess Start(LaunchOrder order, IWorkerProcessEvents events)
    {
        string[] words = [.. order.Through, order.Program];
        var start = new ProcessStartInfo(words[0], words[1..])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = order.WorkingDirectory,
        };
        // The Admiral's own configuration may hold secrets, and every child of a worker would inherit them.
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith(OwnSettings, StringComparison.OrdinalIgnoreCase)).ToList()) start.Environment.Remove(name);
        foreach (var (name, value) in order.Environment) start.Environment[name] = value;

        var process = new Process { StartInfo = start, EnableRaisingEvents = true };
        var worker = new WorkerProcess(process, events, _time);
        process.Start();
        try
        {
            worker.Begin(order.Ticket);
        }
        catch (Exception)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        return worker;
    }
}
