using System.Diagnostics;

namespace Fleet.Admiral.Processes;

/// <summary>How much memory a process has resident.</summary>
internal static class ProcessMemory
{
    /// <summary>Bytes; 0 where the process is gone.</summary>
    public static long Of(int pid)
    {
        if (pid <= 0) return 0;
        try
        {
            using var process = Process.GetProcessById(pid);
            return process.WorkingSet64;
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
            return 0;
        }
    }
}
