using System.Globalization;
using Fleet.TestKit.Processes;

namespace Fleet.EndToEnd.Tests.Chaos.Oracles;

/// <summary>What a process holds.</summary>
/// <param name="Bytes">Resident memory.</param>
/// <param name="Handles">Open files.</param>
/// <param name="Threads">Threads.</param>
/// <param name="Zombies">Children that have ended and that it has not heard of.</param>
internal sealed record ProcessSize(long Bytes, int Handles, int Threads, int Zombies)
{
    /// <summary>The open files by kind.</summary>
    public string Kinds { get; init; } = "";

    /// <summary>Looks at a living process.</summary>
    public static ProcessSize Of(int pid)
    {
        // Its own code is opened when it is first needed, and stays.
        var open = Directory.EnumerateFileSystemEntries($"/proc/{pid}/fd").Select(file => new FileInfo(file).LinkTarget).OfType<string>()
            .Where(target => !target.EndsWith(".dll", StringComparison.Ordinal)).ToList();
        return new ProcessSize(
            ProcessTable.MemoryOf(pid),
            open.Count,
            Directory.EnumerateDirectories($"/proc/{pid}/task").Count(),
            Directory.EnumerateDirectories("/proc").Select(Path.GetFileName).Count(name => int.TryParse(name, CultureInfo.InvariantCulture, out var other) && IsZombieOf(other, pid)))
        {
            // "socket:[123]", "pipe:[123]", "anon_inode:[eventpoll]", and paths.
            Kinds = string.Join(", ", open.GroupBy(target => target.Split(':', '/') is [{ Length: > 0 } kind, ..] ? kind : "file").OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => $"{group.Count()} {group.Key}")),
        };
    }

    public override string ToString() => $"{Bytes >> 20} MiB, {Handles} open files ({Kinds}), {Threads} threads, {Zombies} zombies";

    // "123 (name) Z 45 …": the state and the parent behind the name, which may hold brackets itself.
    private static bool IsZombieOf(int pid, int parent)
    {
        var stat = ProcessTable.ReadFile(pid, "stat");
        return stat[(stat.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries) is ["Z", var of, ..] && of == parent.ToString(CultureInfo.InvariantCulture);
    }
}
