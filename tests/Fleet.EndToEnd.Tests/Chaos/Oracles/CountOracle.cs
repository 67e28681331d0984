using Fleet.EndToEnd.Tests.Chaos.Journals;

namespace Fleet.EndToEnd.Tests.Chaos.Oracles;

/// <summary>
/// Every drop is counted: what did not reach a slot is exactly what the Admiral's stats say was dropped for it, and what its worker was told of is what its queue had no room for.
/// Where a worker was felled, what went with it is missing too and counted by nobody; but nothing is counted that arrived.
/// </summary>
internal static class CountOracle
{
    /// <summary>Looks at the events of a run that is over, and at the figures that were noted when nothing was under way any more.</summary>
    /// <param name="journal">The journals of all.</param>
    /// <param name="receivers">Which slots a target has.</param>
    /// <returns>What is wrong, in sentences; nothing where all is well.</returns>
    public static IReadOnlyList<string> Check(IReadOnlyList<JournalLine> journal, IReadOnlyDictionary<string, IReadOnlyList<string>> receivers)
    {
        List<string> wrong = [];
        var felled = journal.Where(line => line is { Who: JournalLine.Nemesis, What: "felled" } or { What: "ends" }).Select(line => JournalLine.SlotOf(line.Who == JournalLine.Nemesis ? line.Words[0] : line.Who)).ToHashSet();
        var counted = journal.Where(line => line.What == "counted").ToDictionary(line => line.Words[0], line => (Full: line.Number(1), Nobody: line.Number(2), TooLarge: line.Number(3)));
        var absent = EventOracle.Absent(journal, receivers);
        foreach (var slot in receivers.Values.SelectMany(slots => slots).Distinct().Order(StringComparer.Ordinal))
        {
            var (full, nobody, tooLarge) = counted.GetValueOrDefault(slot);
            var (lost, sum) = (absent.GetValueOrDefault(slot), full + nobody + tooLarge);
            // What a felled sender had not sent is missing everywhere.
            if (sum > lost || (sum < lost && felled.Count == 0)) wrong.Add($"{lost} events did not reach {slot}, and {sum} were counted ({full} full, {nobody} nobody, {tooLarge} too large)");
            var told = journal.Where(line => line.What == "dropped" && JournalLine.SlotOf(line.Words[0]) == slot).Sum(line => line.Number(1));
            // A worker that is gone took along what it was told.
            if (told > full || (told < full && journal.Where(line => line.What == "opened" && line.Slot == slot).Select(line => line.Who).Distinct().Count() < 2))
                wrong.Add($"{slot} was told of {told} dropped events, and its queue had no room for {full}");
        }

        var all = counted["all"];
        var slots = counted.Where(one => one.Key != "all").Select(one => one.Value).ToList();
        if (slots.Sum(one => one.Full) > all.Full || slots.Sum(one => one.Nobody) > all.Nobody || slots.Sum(one => one.TooLarge) > all.TooLarge) wrong.Add("more was counted for the slots than for the fleet");
        return wrong;
    }
}
