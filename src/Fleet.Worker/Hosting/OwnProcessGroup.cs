using System.Runtime.InteropServices;

namespace Fleet.Worker.Hosting;

/// <summary>
/// Makes the worker leader of its own process group, so that Ctrl+C in the Admiral's terminal does not reach it and so that
/// it can take its own children along when it must die. Linux and other Unix systems; elsewhere nothing happens and a killed worker's children stay.
/// </summary>
internal static partial class OwnProcessGroup
{
    private const int SetParentDeathSignal = 1;
    private const int Continue = 18;
    private const int Kill = 9;

    private static bool s_leads;

    /// <summary>To be called first thing in Main.</summary>
    public static void Enter()
    {
        if (OperatingSystem.IsWindows()) return;
        s_leads = SetProcessGroup(0, 0) == 0;
        if (!OperatingSystem.IsLinux()) return;

        // A stopped worker (SIGSTOP) cannot read the end of its standard input: the kernel wakes it when the thread of the Admiral that started it
        // is gone. SIGCONT does no harm to a running worker, which SIGTERM or SIGKILL would, should that thread end early.
        _ = ProcessControl(SetParentDeathSignal, Continue, 0, 0, 0);
        TryPreferForOutOfMemoryKill();
    }

    /// <summary>Ends this process and its children at once. Does not return.</summary>
    public static void KillAll()
    {
        if (!OperatingSystem.IsWindows())
        {
            // Only as the leader: in a foreign group this would kill the Admiral's terminal.
            if (s_leads) _ = SendSignal(0, Kill);
            _ = SendSignal(Environment.ProcessId, Kill);
        }

        Environment.FailFast("The Admiral is gone.");
    }

    // The kernel should end a worker before the Admiral when memory runs out; raising the score needs no privilege.
    private static void TryPreferForOutOfMemoryKill()
    {
        try
        {
            File.WriteAllText("/proc/self/oom_score_adj", "500");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A hardened system forbids it; the worker is then as likely a victim as any other process.
        }
    }

    [LibraryImport("libc", EntryPoint = "setpgid", SetLastError = true)]
    private static partial int SetProcessGroup(int pid, int group);

    [LibraryImport("libc", EntryPoint = "prctl", SetLastError = true)]
    private static partial int ProcessControl(int option, nint argument2, nint argument3, nint argument4, nint argument5);

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int SendSignal(int pid, int signal);
}
