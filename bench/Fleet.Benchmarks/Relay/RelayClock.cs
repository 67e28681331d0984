using System.Diagnostics;
using System.Globalization;

namespace Fleet.Benchmarks.Relay;

/// <summary>The client's measurement: warms up, tells the parent, runs for its time, tells the result.</summary>
internal sealed class RelayClock(RelayCase what)
{
    private static readonly long WarmUp = Stopwatch.Frequency;
    private static readonly long Measured = Stopwatch.Frequency * 3 / 2;

    private readonly long[] _latencies = new long[4_000_000];
    private int _latencyCount;
    private long _operations;
    private long _began = Stopwatch.GetTimestamp();
    private bool _warm;

    /// <summary>Notes operations that ended now.</summary>
    /// <returns>False when the time is up.</returns>
    public bool Note(int operations, long sentAt)
    {
        long now = Stopwatch.GetTimestamp();
        _operations += operations;
        if (_warm)
        {
            if (_latencyCount < _latencies.Length)
                _latencies[_latencyCount++] = now - sentAt;
            if (now - _began < Measured)
                return true;
            Report(_operations, now - _began, _operations * 2);
            return false;
        }

        if (now - _began >= WarmUp)
            Begin();
        return true;
    }

    /// <summary>For streams: whether the producer may go on, asked every few frames.</summary>
    public bool StreamGoesOn(out bool justBegun)
    {
        justBegun = false;
        long now = Stopwatch.GetTimestamp();
        if (!_warm && now - _began >= WarmUp)
        {
            Begin();
            justBegun = true;
        }

        return !_warm || now - _began < Measured;
    }

    public void ReportStream(long deliveries) => Report(deliveries, Stopwatch.GetTimestamp() - _began, (double)deliveries / what.Services);

    private void Begin()
    {
        Console.WriteLine("begin");
        Console.ReadLine();
        _warm = true;
        _operations = 0;
        _began = Stopwatch.GetTimestamp();
    }

    private void Report(double operations, long ticks, double routed)
    {
        Array.Sort(_latencies, 0, _latencyCount);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{operations} {(double)ticks / Stopwatch.Frequency} {routed} {Percentile(0.5)} {Percentile(0.99)}"));
        Console.ReadLine();
    }

    private double Percentile(double part) =>
        _latencyCount == 0 ? 0 : _latencies[(int)((_latencyCount - 1) * part)] * 1e6 / Stopwatch.Frequency;
}
