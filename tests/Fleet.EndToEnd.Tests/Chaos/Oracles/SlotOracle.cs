using Fleet.EndToEnd.Tests.Chaos.Journals;

namespace Fleet.EndToEnd.Tests.Chaos.Oracles;

/// <summary>
/// O3, within a host. At most one worker of a slot acts at any time, and nothing is done by one that does not: it opens when it is activated, and closes when it has
/// been deactivated, or when it is gone.
/// </summary>
internal static class SlotOracle
{
    /// <summary>Looks at all slots of a run.</summary>
    /// <returns>What is wrong, in sentences; nothing where all is well.</returns>
    public static IReadOnlyList<string> Check(IReadOnlyList<JournalLine> journal)
    {
        List<string> wrong = [];
        var diedByThemselves = journal.Where(line => line.What == "ends").Select(line => (line.Who, line.At)).ToHashSet();
        foreach (var slot in journal.Where(line => line.What == "opened").GroupBy(line => line.Slot))
        {
            var terms = slot.Select(line => line.Who).Distinct().SelectMany(worker => Terms(journal, worker)).OrderBy(term => term.From).ToList();
            for (var i = 1; i < terms.Count; i++)
                if (terms[i].From < terms[i - 1].To) wrong.Add($"{terms[i].Worker} began to act at {terms[i].From}, when {terms[i - 1].Worker} {(terms[i - 1].To == long.MaxValue ? "never ended" : $"still did until {terms[i - 1].To}")}");
            var lastDeeds = terms.Select((term, i) => (term.Worker, term.From, To: diedByThemselves.Contains((term.Worker, term.To)) ? NextAfter(terms, i) : term.To)).ToLookup(term => term.Worker);
            foreach (var deed in journal.Where(line => (line.What is "got" or "did") && line.Slot == slot.Key))
                if (!lastDeeds[deed.Who].Any(term => term.From <= deed.At && deed.At <= term.To)) wrong.Add($"{deed.Who} did not act when it wrote: {deed}");
        }

        return wrong;
    }

    // One that dies by itself says so a moment before it does, and its other threads may do something yet; not when its successor has begun.
    private static long NextAfter(List<(string Worker, long From, long To)> terms, int ended)
    {
        var next = terms.FindIndex(ended + 1, other => other.From >= terms[ended].To);
        return next < 0 ? long.MaxValue : terms[next].From;
    }

    private static IEnumerable<(string Worker, long From, long To)> Terms(IReadOnlyList<JournalLine> journal, string worker)
    {
        long? from = null;
        foreach (var line in journal.Where(line => Ends(line, worker) || (line.Who == worker && (line.What is "opened" or "closed"))))
        {
            if (line.What == "opened")
            {
                if (from is not null) yield return (worker, from.Value, long.MaxValue);
                from = line.At;
            }
            else if (from is { } begun)
            {
                yield return (worker, begun, line.At);
                from = null;
            }
        }

        if (from is { } open) yield return (worker, open, long.MaxValue);
    }

    // The moment at which it ends by itself, or at which its process was seen to be gone.
    private static bool Ends(JournalLine line, string worker) =>
        line.What == "ends" ? line.Who == worker : line is { Who: JournalLine.Nemesis, What: "gone" } && line.Words[0] == worker;
}
