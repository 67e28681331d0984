using System.Diagnostics;

namespace Fleet.Benchmarks.Codec;

/// <summary>Measures cases in turns, so that what else the machine does falls on all of them; the median of the rounds counts.</summary>
internal static class Harness
{
    private const int Rounds = 15;
    private static readonly TimeSpan RoundTime = TimeSpan.FromMilliseconds(60);

    public static void Compare(string title, params (string Name, int Bytes, Action<int> Repeat)[] cases)
    {
        var repeats = new int[cases.Length];
        for (int i = 0; i < cases.Length; i++)
        {
            repeats[i] = Calibrate(cases[i].Repeat);
        }

        double[][] nanoseconds = [.. cases.Select(_ => new double[Rounds])];
        var allocated = new double[cases.Length];
        for (int round = 0; round < Rounds; round++)
        {
            for (int i = 0; i < cases.Length; i++)
            {
                long before = GC.GetAllocatedBytesForCurrentThread();
                long start = Stopwatch.GetTimestamp();
                cases[i].Repeat(repeats[i]);
                nanoseconds[i][round] = Stopwatch.GetElapsedTime(start).TotalNanoseconds / repeats[i];
                allocated[i] = (GC.GetAllocatedBytesForCurrentThread() - before) / (double)repeats[i];
            }
        }

        double first = Median(nanoseconds[0]);
        Console.WriteLine(title);
        for (int i = 0; i < cases.Length; i++)
        {
            double median = Median(nanoseconds[i]);
            Console.WriteLine($"  {cases[i].Name,-28} {cases[i].Bytes,5} bytes {median,9:F1} ns  {median / first,5:F2}  {allocated[i],7:F0} B/op  ({nanoseconds[i].Min():F1}..{nanoseconds[i].Max():F1})");
        }
    }

    public static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted[sorted.Length / 2];
    }

    /// <summary>Runs long enough for the compiler's last tier, and finds how many repeats fill a round.</summary>
    private static int Calibrate(Action<int> repeat)
    {
        long start = Stopwatch.GetTimestamp();
        int done = 0;
        while (Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(1))
        {
            repeat(500);
            done += 500;
        }

        return Math.Max(1, (int)(done * RoundTime.TotalSeconds));
    }
}
