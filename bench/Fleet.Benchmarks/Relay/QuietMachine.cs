using System.Diagnostics;
using System.Globalization;

namespace Fleet.Benchmarks.Relay;

/// <summary>Waits until little else runs, so that a trial measures itself; gives up after a while and measures anyway.</summary>
internal static class QuietMachine
{
    private const double BusyAtMost = 0.2;
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(150);
    private static readonly TimeSpan GiveUpAfter = TimeSpan.FromSeconds(4);

    public static void Await()
    {
        if (!OperatingSystem.IsLinux())
            return;
        long began = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(began) < GiveUpAfter)
        {
            (double busyBefore, double allBefore) = Ticks();
            Thread.Sleep(Look);
            (double busy, double all) = Ticks();
            if (busy - busyBefore <= BusyAtMost * (all - allBefore))
                return;
        }
    }

    // The first line of /proc/stat: cpu user nice system idle iowait ...
    private static (double Busy, double All) Ticks()
    {
        double[] ticks = [.. File.ReadLines("/proc/stat").First()
            .Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(one => double.Parse(one, CultureInfo.InvariantCulture))];
        double all = ticks.Sum();
        return (all - ticks[3] - ticks[4], all);
    }
}
