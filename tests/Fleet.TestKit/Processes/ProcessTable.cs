using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Fleet.TestKit.Processes;

/// <summary>
/// Other processes: which there are, signals to them, and their end. The end of a process that is not one's own child is told by a pidfd, which the kernel
/// makes readable at that moment: a zombie that nobody reaps counts as gone, and a number that is used again is not mistaken for the old one.
/// </summary>
public static partial class ProcessTable
{
    public const int Terminate = 15;
    public const int Kill = 9;
    public const int Continue = 18;

    private const int Stop = 19;
    private const long PidFdOpen = 434;
    private const short Readable = 1;
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(10);

    /// <summary>Sends a signal; does nothing where the process is gone.</summary>
    public static void Send(int pid, int signal) => _ = SendSignal(pid, signal);

    /// <summary>Stops a process until it is sent <see cref="Continue"/>; ends when it stands still.</summary>
    /// <remarks>
    /// Each thread stops when the processor is next its own, and nobody but the parent is told: so this looks again and again, the only place where a test does.
    /// </remarks>
    public static async Task StopAsync(int pid)
    {
        Send(pid, Stop);
        for (var begun = Stopwatch.GetTimestamp(); !IsStopped(pid); await Task.Delay(Look, TimeProvider.System))
            if (Stopwatch.GetElapsedTime(begun) > StopPatience) throw new TimeoutException($"Process {pid} does not stop: {Describe(pid)}");
    }

    /// <summary>Begins to watch a process, which must live.</summary>
    /// <param name="pid">The process.</param>
    /// <param name="patience">How long its end may take.</param>
    /// <returns>The time from this call until the process ended.</returns>
    /// <exception cref="TimeoutException">It lives on (the task's exception).</exception>
    public static Task<TimeSpan> EndOfAsync(int pid, TimeSpan patience)
    {
        var begun = Stopwatch.GetTimestamp();
        var handle = (int)SystemCall(PidFdOpen, pid, 0);
        if (handle < 0) return Task.FromResult(TimeSpan.Zero);
        return Task.Factory.StartNew(
            () =>
            {
                var poll = new PollHandle { Handle = handle, Events = Readable };
                try
                {
                    var ready = WaitFor(ref poll, 1, (int)patience.TotalMilliseconds);
                    return ready > 0 ? Stopwatch.GetElapsedTime(begun) : throw new TimeoutException($"Process {pid} still lives after {patience.TotalSeconds} s: {Describe(pid)}");
                }
                finally
                {
                    _ = Close(handle);
                }
            },
            CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>Whether a process lives; a zombie does not.</summary>
    public static bool IsAlive(int pid) => State(pid) is not ('\0' or 'Z' or 'X');

    /// <summary>The living processes whose environment, as they were started, has a text in it: they and their children cannot lose it.</summary>
    public static IReadOnlyList<int> WithEnvironment(string text) =>
        [.. All().Where(pid => IsAlive(pid) && ReadFile(pid, "environ").Contains(text, StringComparison.Ordinal))];

    /// <summary>The text of a file in <c>/proc/PID</c>; empty where it cannot be read.</summary>
    public static string ReadFile(int pid, string name)
    {
        try
        {
            return File.ReadAllText($"/proc/{pid}/{name}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    /// <summary>Resident memory in bytes.</summary>
    public static long MemoryOf(int pid)
    {
        using var process = Process.GetProcessById(pid);
        return process.WorkingSet64;
    }

    private static IEnumerable<int> All() =>
        Directory.EnumerateDirectories("/proc").Select(Path.GetFileName).Where(name => int.TryParse(name, out _)).Select(name => int.Parse(name!, CultureInfo.InvariantCulture));

    private static bool IsStopped(int pid) =>
        Directory.EnumerateDirectories($"/proc/{pid}/task").All(thread => State(pid, $"task/{Path.GetFileName(thread)}/stat") is 'T' or '\0');

    // "123 (name) S …": the name may hold brackets itself.
    private static char State(int pid, string file = "stat")
    {
        var stat = ReadFile(pid, file);
        var end = stat.LastIndexOf(')');
        return end > 0 && end + 2 < stat.Length ? stat[end + 2] : '\0';
    }

    private static string Describe(int pid) => $"state {State(pid)}, {ReadFile(pid, "cmdline").Replace('\0', ' ')}";

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int SendSignal(int pid, int signal);

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    private static partial long SystemCall(long number, long first, long second);

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    private static partial int WaitFor(ref PollHandle handles, ulong count, int milliseconds);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int Close(int handle);

    [StructLayout(LayoutKind.Sequential)]
    private struct PollHandle
    {
        public int Handle;
        public short Events;
        public short Returned;
    }
}
