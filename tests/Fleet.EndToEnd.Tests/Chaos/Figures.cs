using System.Diagnostics;
using System.Globalization;
using Fleet.EndToEnd.Tests.Chaos.Journals;

namespace Fleet.EndToEnd.Tests.Chaos;

/// <summary>What the journals tell of times. It is told, and never demanded: a machine may be busy.</summary>
internal static class Figures
{
    /// <summary>Median, 99th hundredth and maximum, in milliseconds.</summary>
    public static string Describe(string what, IEnumerable<double> milliseconds)
    {
        var sorted = milliseconds.Order().ToList();
        return sorted.Count == 0 ? $"{what}: none" : string.Create(CultureInfo.InvariantCulture, $"{what}: {sorted.Count} times, median {At(sorted, 0.5):0.0} ms, p99 {At(sorted, 0.99):0.0} ms, max {sorted[^1]:0.0} ms");
    }

    /// <summary>From the death of a worker to the end of each command that it had in hand.</summary>
    public static IEnumerable<double> LossesTold(IReadOnlyList<JournalLine> journal)
    {
        var felled = journal.Where(line => line is { Who: JournalLine.Nemesis, What: "felled" }).ToLookup(line => JournalLine.SlotOf(line.Words[0]));
        var asked = journal.Where(line => line.What == "asked").ToDictionary(line => line.Words[0]);
        foreach (var end in journal.Where(line => line.What == "ended" && line.Words is [_, "Unknown", "TargetLost"]))
            if (felled[asked[end.Words[0]].Words[1]].LastOrDefault(line => line.At <= end.At) is { } death) yield return Milliseconds(death.At, end.At);
    }

    /// <summary>From the death of a worker until the next of its slot acts.</summary>
    public static IEnumerable<double> Replacements(IReadOnlyList<JournalLine> journal) =>
        from felled in journal
        where felled is { Who: JournalLine.Nemesis, What: "felled" }
        let next = journal.FirstOrDefault(line => line.What == "opened" && line.At > felled.At && line.Slot == JournalLine.SlotOf(felled.Words[0]))
        where next is not null
        select Milliseconds(felled.At, next.At);

    /// <summary>From the question to the value.</summary>
    public static IEnumerable<double> Answers(IReadOnlyList<JournalLine> journal, Func<JournalLine, bool>? asks = null)
    {
        var ended = journal.Where(line => line.What == "ended" && line.Words[1] == "Ok").ToLookup(line => line.Words[0]);
        return from ask in journal where ask.What == "asked" && asks?.Invoke(ask) != false from end in ended[ask.Words[0]] select Milliseconds(ask.At, end.At);
    }

    /// <summary>In a handover, from the end of the old worker's term to the beginning of the new one's.</summary>
    public static IEnumerable<double> Gaps(IReadOnlyList<JournalLine> journal) =>
        from closed in journal
        where closed.What == "closed"
        let next = journal.FirstOrDefault(line => line.What == "opened" && line.At > closed.At && line.Slot == closed.Slot)
        where next is not null
        select Milliseconds(closed.At, next.At);

    private static double Milliseconds(long from, long to) => Stopwatch.GetElapsedTime(from, to).TotalMilliseconds;

    private static double At(List<double> sorted, double part) => sorted[(int)Math.Min(sorted.Count - 1, sorted.Count * part)];
}
