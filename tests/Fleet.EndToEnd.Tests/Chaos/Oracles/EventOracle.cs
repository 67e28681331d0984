using Fleet.EndToEnd.Tests.Chaos.Journals;

namespace Fleet.EndToEnd.Tests.Chaos.Oracles;

/// <summary>
/// O2. What one worker sent reached each slot of the target in order and at most once, whatever worker filled the slot; and what is missing is explained, event by
/// event: it was sent when the slot had nobody, after a worker was felled; it went with a felled sender; or it was dropped, and told, as many as are missing.
/// </summary>
internal static class EventOracle
{
    /// <summary>Looks at all events of a run that is over.</summary>
    /// <param name="journal">The journals of all.</param>
    /// <param name="receivers">Which slots a target has.</param>
    /// <returns>What is wrong, in sentences; nothing where all is well.</returns>
    public static IReadOnlyList<string> Check(IReadOnlyList<JournalLine> journal, IReadOnlyDictionary<string, IReadOnlyList<string>> receivers)
    {
        List<string> wrong = [];
        var felled = new Felled(journal);
        var vacancies = Vacancies(journal, felled);
        var sent = Sent(journal);
        var got = Got(journal);
        var unexplained = new Dictionary<string, long>(StringComparer.Ordinal);
        var absent = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var stream in sent)
        {
            var times = new Dictionary<long, long>();
            foreach (var line in stream)
                if (!times.TryAdd(line.Number(1), line.At)) wrong.Add($"{line.Who} sent {line.Words[0]} {line.Words[1]} twice");
            foreach (var slot in receivers[stream.Key.Stream])
            {
                var received = got[(stream.Key.Who, stream.Key.Stream, slot)].ToList();
                var name = $"of {stream.Key.Who} to {stream.Key.Stream} at {slot}";
                wrong.AddRange(Order(received, name, times));
                var all = Missing(times, received).ToList();
                absent[slot] = absent.GetValueOrDefault(slot) + all.Count;
                var missing = all.Where(number => !IsExplained(number, times[number], received, stream.Key.Who, felled, vacancies[slot])).ToList();
                if (missing.Count == 0) continue;
                unexplained[slot] = unexplained.GetValueOrDefault(slot) + missing.Count;
                // Told below, where they are not as many as were told to be dropped.
                if (Dropped(journal, slot) == 0) wrong.Add($"{missing.Count} events {name} are missing, the first is {missing[0]} (sent at {times[missing[0]]}), the last {missing[^1]}");
            }
        }

        var streams = sent.Select(stream => stream.Key).ToHashSet();
        wrong.AddRange(got.Where(lines => !streams.Contains((lines.Key.Who, lines.Key.Stream))).Select(lines => $"nobody sent what {lines.Key.Slot} got: {lines.First()}"));
        // Exactly those; but what was dropped may also have been explained by a death, where there was one.
        foreach (var slot in journal.Where(line => line.What == "dropped").Select(line => JournalLine.SlotOf(line.Words[0])).Distinct())
            if (Dropped(journal, slot) is var dropped && (dropped < unexplained.GetValueOrDefault(slot) || dropped > absent.GetValueOrDefault(slot))) wrong.Add($"{slot} was told of {dropped} dropped events, and {unexplained.GetValueOrDefault(slot)} are missing");
        return wrong;
    }

    /// <summary>How many events did not reach each slot, whatever explains it.</summary>
    /// <param name="journal">The journals of all.</param>
    /// <param name="receivers">Which slots a target has.</param>
    public static IReadOnlyDictionary<string, long> Absent(IReadOnlyList<JournalLine> journal, IReadOnlyDictionary<string, IReadOnlyList<string>> receivers)
    {
        var got = Got(journal);
        var absent = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var stream in Sent(journal))
        {
            var times = stream.DistinctBy(line => line.Number(1)).ToDictionary(line => line.Number(1), line => line.At);
            foreach (var slot in receivers[stream.Key.Stream])
                absent[slot] = absent.GetValueOrDefault(slot) + Missing(times, [.. got[(stream.Key.Who, stream.Key.Stream, slot)]]).Count();
        }

        return absent;
    }

    private static List<IGrouping<(string Who, string Stream), JournalLine>> Sent(IReadOnlyList<JournalLine> journal)
    {
        var unsent = journal.Where(line => line.What == "unsent").Select(line => (line.Who, line.Words[0], line.Number(1))).ToHashSet();
        return [.. journal.Where(line => line.What == "sent" && !unsent.Contains((line.Who, line.Words[0], line.Number(1)))).GroupBy(line => (line.Who, Stream: line.Words[0]))];
    }

    private static ILookup<(string Who, string Stream, string Slot), JournalLine> Got(IReadOnlyList<JournalLine> journal) =>
        journal.Where(line => line.What == "got").ToLookup(line => (Who: line.Words[0], Stream: line.Words[1], line.Slot));

    private static long Dropped(IReadOnlyList<JournalLine> journal, string slot) =>
        journal.Where(line => line.What == "dropped" && JournalLine.SlotOf(line.Words[0]) == slot).Sum(line => line.Number(1));

    private static IEnumerable<string> Order(List<JournalLine> received, string name, Dictionary<long, long> times)
    {
        var seen = new HashSet<long>();
        long last = 0;
        foreach (var line in received)
        {
            var number = line.Number(2);
            if (!times.ContainsKey(number)) yield return $"event {number} {name} was never sent";
            else if (!seen.Add(number)) yield return $"event {number} {name} was received twice, at last by {line.Who}";
            else if (number < last) yield return $"event {number} {name} came to {line.Who} behind {last}";
            last = Math.Max(last, number);
        }
    }

    private static IEnumerable<long> Missing(Dictionary<long, long> times, List<JournalLine> received)
    {
        var there = received.Select(line => line.Number(2)).ToHashSet();
        return times.Keys.Where(number => !there.Contains(number)).Order();
    }

    private static bool IsExplained(long number, long at, List<JournalLine> received, string sender, Felled felled, IEnumerable<(string Victim, long Until)> vacancies)
    {
        // With its sender, and everything behind it.
        if (felled.Explains(sender, at) && received.All(line => line.Number(2) < number)) return true;
        // With its receiver, and everything behind it that the receiver would have got; or nobody was there.
        return vacancies.Any(vacancy => felled.Explains(vacancy.Victim, at) && at < vacancy.Until && !received.Exists(line => line.Who == vacancy.Victim && line.Number(2) > number));
    }

    // After the death of a worker that acted nobody is there until messages are sent to another one, which is a little later than it is ready for them.
    private static ILookup<string, (string Victim, long Until)> Vacancies(IReadOnlyList<JournalLine> journal, Felled felled)
    {
        List<(string Victim, long Until)> vacancies = [];
        foreach (var victim in journal.Where(line => line.What == "opened").Select(line => line.Who).Distinct())
        {
            if (felled.At(victim) is not { } died) continue;
            var later = journal.Where(line => line.At > died && line.Who != victim && (line.What is "opened" or "got" or "did") && line.Slot == JournalLine.SlotOf(victim)).ToList();
            var opened = later.Where(line => line.What == "opened").Select(line => line.At + Felled.UnderWay).DefaultIfEmpty(long.MaxValue).First();
            var served = later.Where(line => line.What != "opened").Select(line => line.At).DefaultIfEmpty(long.MaxValue).First();
            vacancies.Add((victim, Math.Min(opened, served)));
        }

        return vacancies.ToLookup(vacancy => JournalLine.SlotOf(vacancy.Victim));
    }
}
