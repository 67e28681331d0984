using System.Globalization;

namespace Fleet.Benchmarks.Ipc;

/// <summary>What <c>/proc</c> tells of a process and its children.</summary>
internal static class ProcessTree
{
    private const int ParentField = 1;
    private const int UserField = 11;
    private const int SystemField = 12;
    private const double MicrosPerTick = 10_000;

    /// <summary>The processes whose parent is this one.</summary>
    public static List<int> Children(int parent)
    {
        List<int> children = [];
        foreach (string folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), out int pid) && Fields(pid) is { } fields && fields[ParentField] == parent.ToString(CultureInfo.InvariantCulture))
                children.Add(pid);
        }

        return children;
    }

    /// <summary>The processor time of all of these together, in µs; exact to the kernel's tick of 10 ms.</summary>
    public static double CpuMicros(IEnumerable<int> pids) => pids.Select(Fields).OfType<string[]>()
        .Sum(fields => (double.Parse(fields[UserField], CultureInfo.InvariantCulture) + double.Parse(fields[SystemField], CultureInfo.InvariantCulture)) * MicrosPerTick);

    // Behind the name, which is in brackets and may hold anything: state, parent, ... Null where the process is gone.
    private static string[]? Fields(int pid)
    {
        try
        {
            string line = File.ReadAllText($"/proc/{pid}/stat");
            return line[(line.LastIndexOf(')') + 2)..].Split(' ');
        }
        catch (IOException)
        {
            return null;
        }
    }
}
