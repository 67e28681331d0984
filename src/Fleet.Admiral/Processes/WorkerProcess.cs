using System.Diagnostics;
using System.Runtime.InteropServices;
using Fleet.Protocol.Handshake;

namespace Fleet.Admiral.Processes;

/// <summary>A real process of a worker. Its standard input stays open for its whole life: its end tells the worker that the Admiral is gone.</summary>
internal sealed partial class WorkerProcess(Process process, IWorkerProcessEvents events, TimeProvider time) : IWorkerProcess
{
    private const int SigKill = 9;
    private static readonly TimeSpan OutputPatience = TimeSpan.FromMilliseconds(500);

    private readonly RecentLines _errors = new(lines: 200, bytes: 64 * 1024);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    // A process leaves its streams to whoever asked for them: each worker's would stay open until they are collected.
    private Stream[] _pipes = [];

    public int Pid { get; private set; }

    public IReadOnlyList<string> LastErrorLines => _errors.Snapshot();

    /// <summary>To be called once, right after the process was started.</summary>
    public void Begin(LaunchTicket ticket)
    {
        Pid = process.Id;
        _pipes = [process.StandardInput.BaseStream, process.StandardOutput.BaseStream, process.StandardError.BaseStream];
        process.Exited += (_, _) => _ended.TrySetResult();
        // Asked after subscribing, since a process that ended before that raises nothing more.
        if (process.HasExited) _ended.TrySetResult();
        try
        {
            process.StandardInput.Write(ticket.ToLine() + "\n");
            process.StandardInput.Flush();
        }
        catch (IOException)
        {
            // It ended already; its exit tells why.
        }

        var output = OutputPump.RunAsync(process.StandardOutput.BaseStream, line => events.OnOutput(line, isError: false));
        var errors = OutputPump.RunAsync(process.StandardError.BaseStream, line =>
        {
            _errors.Add(line);
            events.OnOutput(line, isError: true);
        });
        _ = ReportEndAsync(Task.WhenAll(output, errors));
    }

    public void Kill()
    {
        if (_ended.Task.IsCompleted) return;
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (Exception e) when (e is InvalidOperationException or AggregateException or System.ComponentModel.Win32Exception)
        {
            // It ended meanwhile, or a child of it could not be reached: the group below takes what is left.
        }

        // The worker leads a process group of its own, which also holds children that have lost their parent.
        if (!OperatingSystem.IsWindows()) _ = SendSignal(-Pid, SigKill);
    }

    public void Dispose()
    {
        process.Dispose();
        foreach (var pipe in _pipes) pipe.Dispose();
    }

    private async Task ReportEndAsync(Task outputs)
    {
        await _ended.Task;
        // A grandchild may hold the output open for ever; what the worker itself wrote is in the pipe by now. The end is reported whatever became of the output.
        await outputs.WaitAsync(OutputPatience, time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        events.OnExited(this, process.ExitCode);
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int SendSignal(int pid, int signal);
}
