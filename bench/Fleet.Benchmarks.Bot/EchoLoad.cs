using System.Diagnostics;

namespace Fleet.Benchmarks.Bot;

/// <summary>Commands in a closed loop: each answer sends the next.</summary>
internal sealed class EchoLoad(IFleetIpc ipc, double seconds)
{
    // Kept from load to load, so that a measurement does not pay for its pages.
    private static readonly long[] s_latencies = new long[4_000_000];

    private readonly byte[] _rest = new byte[Ask.RestBytes];
    private readonly long _end = Stopwatch.GetTimestamp() + (long)(seconds * Stopwatch.Frequency);
    private int _count;

    public static async Task<Measurement> RunAsync(IFleetIpc ipc, int inFlight, double seconds)
    {
        var load = new EchoLoad(ipc, seconds);
        var began = Stopwatch.GetTimestamp();
        var allocated = GC.GetTotalAllocatedBytes(precise: true);
        await Task.WhenAll(Enumerable.Range(0, inFlight).Select(_ => load.AskAsync()));
        var took = Stopwatch.GetElapsedTime(began);
        allocated = GC.GetTotalAllocatedBytes(precise: true) - allocated;
        var kept = s_latencies.AsSpan(0, Math.Min(load._count, s_latencies.Length));
        kept.Sort();
        return new Measurement(load._count, took.TotalSeconds, Micros(kept, 0.5), Micros(kept, 0.99), allocated);
    }

    private static double Micros(ReadOnlySpan<long> sorted, double part) => sorted[(int)((sorted.Length - 1) * part)] * 1e6 / Stopwatch.Frequency;

    private async Task AskAsync()
    {
        var target = Target.Service(EchoService.NameOf(0));
        for (var now = Stopwatch.GetTimestamp(); now < _end;)
        {
            var answer = await ipc.CommandAsync<Ask>(target, new Ask(now, _rest));
            now = Stopwatch.GetTimestamp();
            var at = Interlocked.Increment(ref _count) - 1;
            if (at < s_latencies.Length) s_latencies[at] = now - answer.Number;
        }
    }
}
