using System.Globalization;

namespace Fleet.Benchmarks.Start;

/// <summary>What the kernel says of a process's memory, in MB: all of it, its share where pages are shared, and what is its own and written.</summary>
internal sealed record MemoryOfProcess(double Resident, double Proportional, double PrivateDirty)
{
    public static MemoryOfProcess Read(int pid)
    {
        Dictionary<string, double> lines = File.ReadLines($"/proc/{pid}/smaps_rollup").Skip(1)
            .Select(line => line.Split([':', ' '], StringSplitOptions.RemoveEmptyEntries))
            .ToDictionary(words => words[0], words => double.Parse(words[1], CultureInfo.InvariantCulture) / 1024);
        return new MemoryOfProcess(lines["Rss"], lines["Pss"], lines["Private_Dirty"]);
    }
}
