using System.Collections.Concurrent;
using System.Globalization;
using Fleet.Admiral.Options;
using Microsoft.Extensions.Logging;

namespace Fleet.Admiral.Processes.Dumps;

/// <summary>
/// Has hung workers leave a dump, where that is asked for. One dump per worker and one at a time, each with a deadline: a fleet that hangs as a whole
/// is not to be held up by its dumps. What goes wrong is logged and changes nothing.
/// </summary>
internal sealed partial class DumpDesk(DumpOptions options, IDumpWriter writer, TimeProvider time, ILogger<DumpDesk> log)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const string Ending = ".fleet.dmp";
    private const string PartEnding = Ending + ".part";

    private readonly ConcurrentDictionary<WorkerName, Task> _dumps = new();
    private int _busy;

    /// <summary>Has a worker leave its dump, unless it was asked before.</summary>
    /// <returns>Ends, never with an exception, when the dump is there, cannot be, or has taken too long.</returns>
    public Task LeaveAsync(WorkerName worker, int pid)
    {
        if (options.Directory is not { } folder) return Task.CompletedTask;
        if (_dumps.TryGetValue(worker, out var asked)) return asked;
        if (writer.IsStopped(pid))
        {
            LogNoDump(log, worker.ToString(), "its process was stopped from outside (SIGSTOP) and cannot write one");
            return _dumps[worker] = Task.CompletedTask;
        }

        if (Interlocked.Exchange(ref _busy, 1) == 1)
        {
            LogNoDump(log, worker.ToString(), "another worker's is being written");
            return _dumps[worker] = Task.CompletedTask;
        }

        // Off this thread, which is the loop's: the first step may touch the disk.
        return _dumps[worker] = Task.Run(() => WriteAsync(worker, pid, folder));
    }

    /// <summary>The worker's process is gone.</summary>
    public void Forget(WorkerName worker) => _dumps.TryRemove(worker, out _);

    private async Task WriteAsync(WorkerName worker, int pid, string folder)
    {
        var path = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{worker.Slot}.{worker.Incarnation}-{time.GetUtcNow():yyyyMMdd'T'HHmmss'Z'}{Ending}"));
        var part = path + ".part";
        var begun = time.GetTimestamp();
        try
        {
            using var deadline = new CancellationTokenSource(options.Timeout, time);
            if (!Directory.Exists(folder)) Directory.CreateDirectory(folder, OwnerOnly);
            // The client heeds its token, but not everywhere: nor is it trusted to return at all.
            await Task.Run(() => writer.WriteAsync(pid, part, deadline.Token), CancellationToken.None).WaitAsync(deadline.Token);
            File.Move(part, path, overwrite: true);
            LogDump(log, worker.ToString(), path, new FileInfo(path).Length / (1024d * 1024), time.GetElapsedTime(begun).TotalSeconds);
            DeleteOldest(folder);
        }
        catch (OperationCanceledException)
        {
            LogNoDump(log, worker.ToString(), string.Create(CultureInfo.InvariantCulture, $"it was not written within {options.Timeout.TotalSeconds:0.#} s"));
        }
        catch (Exception e)
        {
            LogNoDump(log, worker.ToString(), e.Message);
        }
        finally
        {
            Volatile.Write(ref _busy, 0);
        }
    }

    private void DeleteOldest(string folder)
    {
        // Only files of this name; the folder may be shared. What was broken off lies beside what was finished, and is of no use.
        var dumps = new DirectoryInfo(folder).GetFiles("*" + Ending).OrderByDescending(file => file.LastWriteTimeUtc).Skip(options.Keep);
        foreach (var file in dumps.Concat(new DirectoryInfo(folder).GetFiles("*" + PartEnding))) file.Delete();
    }

    [LoggerMessage(1141, LogLevel.Warning, "{Worker} hangs and left a dump: {Path} ({MiB:0} MiB, {Seconds:0.0} s)")]
    private static partial void LogDump(ILogger logger, string worker, string path, double miB, double seconds);

    [LoggerMessage(1142, LogLevel.Warning, "{Worker} hangs and leaves no dump: {Why}")]
    private static partial void LogNoDump(ILogger logger, string worker, string why);
}
