using System.Diagnostics;
using Fleet.EndToEnd.Tests.Chaos.Journals;

namespace Fleet.EndToEnd.Tests.Chaos.Oracles;

/// <summary>
/// A worker that dies again and again is followed no faster than the pace allows: the first time at once, then after a pause that doubles, and after so many losses only at
/// the pace of the quarantine. A pause may always be longer: the machine may be busy.
/// </summary>
/// <param name="First">The pause before the second restart.</param>
/// <param name="Longest">The longest pause.</param>
/// <param name="Losses">How many losses lead to quarantine.</param>
/// <param name="Retry">The pause between two tries in quarantine.</param>
internal sealed record PaceOracle(TimeSpan First, TimeSpan Longest, int Losses, TimeSpan Retry)
{
    // Pauses are made up to a fifth longer or shorter, so that hosts do not restart in step.
    private const double Jitter = 0.2;

    /// <summary>Looks at the starts of one slot.</summary>
    /// <param name="journal">The journals; each worker of the slot writes <c>began</c> and, before it dies, <c>ends</c>.</param>
    /// <param name="slot">The slot.</param>
    /// <returns>What is wrong, in sentences; nothing where all is well.</returns>
    public IReadOnlyList<string> Check(IReadOnlyList<JournalLine> journal, string slot)
    {
        List<string> wrong = [];
        var starts = journal.Where(line => line.What == "began" && line.Slot == slot).OrderBy(line => line.Incarnation).ToList();
        var ends = journal.Where(line => line.What == "ends" && line.Slot == slot).ToDictionary(line => line.Incarnation, line => line.At);
        for (var i = 1; i < starts.Count; i++)
        {
            if (starts[i].Incarnation != starts[i - 1].Incarnation + 1) wrong.Add($"{starts[i].Who} came after {starts[i - 1].Who}");
            if (!ends.TryGetValue(starts[i - 1].Incarnation, out var end)) wrong.Add($"{starts[i].Who} came although {starts[i - 1].Who} had not ended");
            else if (Stopwatch.GetElapsedTime(end, starts[i].At) is var pause && pause < Least(i)) wrong.Add($"{starts[i].Who} came {pause.TotalMilliseconds:0} ms after the end of the one before it, and {Least(i).TotalMilliseconds:0} ms is the least");
        }

        return wrong;
    }

    /// <summary>The least pause before a restart.</summary>
    /// <param name="restart">The how-manieth, from 1.</param>
    public TimeSpan Least(int restart)
    {
        if (restart >= Losses) return Retry;
        if (restart == 1) return TimeSpan.Zero;
        var pause = First * Math.Pow(2, restart - 2);
        return (pause < Longest ? pause : Longest) * (1 - Jitter);
    }
}
