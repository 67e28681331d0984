using Microsoft.Diagnostics.NETCore.Client;

namespace Fleet.Admiral.Processes.Dumps;

/// <summary>
/// Asks the .NET runtime of the process, over the socket that it opens for diagnostics in the folder for temporary files. A thread of the runtime's own
/// answers, so it does not matter what the bot's threads are stuck at.
/// </summary>
internal sealed class DiagnosticsDumpWriter : IDumpWriter
{
    public bool IsStopped(int pid)
    {
        try
        {
            // "123 (name) T …": the name may hold brackets itself.
            var stat = File.ReadAllText($"/proc/{pid}/stat");
            var end = stat.LastIndexOf(')');
            return end > 0 && end + 2 < stat.Length && stat[end + 2] is 'T';
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // No /proc here, or no process any more.
            return false;
        }
    }

    // A triage dump: the stacks of all threads, which is what a hang is told by, and of the rest as little as can be. Heaps hold the bot's secrets.
    public Task WriteAsync(int pid, string path, CancellationToken cancellationToken) =>
        new DiagnosticsClient(pid).WriteDumpAsync(DumpType.Triage, path, WriteDumpFlags.None, cancellationToken);
}
