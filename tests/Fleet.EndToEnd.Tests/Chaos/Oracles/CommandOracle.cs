using System.Diagnostics;
using Fleet.EndToEnd.Tests.Chaos.Journals;

namespace Fleet.EndToEnd.Tests.Chaos.Oracles;

/// <summary>
/// O1. Every command has one outcome, before its deadline; and the outcome tells the truth: a value, executed once, by the one who answered; <c>NotExecuted</c>, never;
/// <c>Unknown</c>, once at most. One caller's commands are begun by a worker in the order in which they were sent.
/// </summary>
internal static class CommandOracle
{
    // Deadlines are looked at ten times a second; what a busy machine adds is no fault of the fleet.
    private static readonly long Late = 5 * Stopwatch.Frequency;

    /// <summary>Looks at all commands of a run.</summary>
    /// <param name="journal">The journals of all.</param>
    /// <param name="allSucceed">Whether nothing happened that excuses any other end than a value.</param>
    /// <returns>What is wrong, in sentences; nothing where all is well.</returns>
    public static IReadOnlyList<string> Check(IReadOnlyList<JournalLine> journal, bool allSucceed = false)
    {
        List<string> wrong = [];
        var felled = new Felled(journal);
        var asked = new Dictionary<string, JournalLine>(StringComparer.Ordinal);
        foreach (var line in journal.Where(line => line.What == "asked"))
            if (!asked.TryAdd(line.Words[0], line)) wrong.Add($"{line.Words[0]} was asked twice");
        var ends = journal.Where(line => line.What == "ended").ToLookup(line => line.Words[0]);
        var deeds = journal.Where(line => line.What == "did").ToLookup(line => line.Words[0]);
        foreach (var (id, ask) in asked) wrong.AddRange(Check(ask, [.. ends[id]], [.. deeds[id]], felled, allSucceed));
        wrong.AddRange(ends.Concat(deeds).Where(lines => !asked.ContainsKey(lines.Key)).Select(lines => $"{lines.Key} was never asked: {lines.First()}"));
        wrong.AddRange(OutOfOrder(journal, asked));
        return wrong;
    }

    private static IEnumerable<string> Check(JournalLine ask, List<JournalLine> ends, List<JournalLine> deeds, Felled felled, bool allSucceed)
    {
        var id = ask.Words[0];
        if (ends.Count > 1) yield return $"{id} has {ends.Count} outcomes: {string.Join(", ", ends.Select(Outcome))}";
        if (ends.Count == 0)
        {
            if (felled.At(ask.Who) is null) yield return $"{id} has no outcome";
            if (deeds.Count > 1) yield return $"{id} was executed {deeds.Count} times";
            yield break;
        }

        var end = ends[0];
        if (end.Who != ask.Who) yield return $"{id} was asked by {ask.Who} and ended at {end.Who}";
        if (end.At - ask.At > ask.Number(2) * Stopwatch.Frequency / 1000 + Late) yield return $"{id} ended {Stopwatch.GetElapsedTime(ask.At, end.At).TotalMilliseconds:0} ms after it was asked, with a deadline of {ask.Words[2]} ms";
        var (least, most) = end.Words[1] switch
        {
            "Ok" => (1, 1),
            "NotExecuted" => (0, 0),
            "Unknown" => (0, 1),
            _ => (-1, -1),
        };
        if (least < 0) yield return $"{id} has an outcome that no command may have: {Outcome(end)}";
        else if (deeds.Count < least || deeds.Count > most) yield return $"{id} ended as {Outcome(end)} and was executed {deeds.Count} times{By(deeds)}";
        else if (end.Words[1] == "Ok" && deeds[0].Who != end.Words[2]) yield return $"{id} was executed by {deeds[0].Who} and answered by {end.Words[2]}";
        if (allSucceed && end.Words[1] != "Ok") yield return $"{id} failed: {Outcome(end)}";
    }

    // The number behind the caller's name grows with each command that it sends.
    private static IEnumerable<string> OutOfOrder(IReadOnlyList<JournalLine> journal, Dictionary<string, JournalLine> asked)
    {
        var last = new Dictionary<(string Caller, string Target, string Worker), long>();
        foreach (var deed in journal.Where(line => line.What == "did"))
        {
            if (!asked.TryGetValue(deed.Words[0], out var ask)) continue;
            var key = (ask.Who, ask.Words[1], deed.Who);
            var number = long.Parse(deed.Words[0].AsSpan(deed.Words[0].LastIndexOf('/') + 1), System.Globalization.CultureInfo.InvariantCulture);
            // Executed twice is told above.
            if (last.TryGetValue(key, out var before) && number < before) yield return $"{deed.Who} began {deed.Words[0]} behind number {before} of the same caller";
            last[key] = Math.Max(number, before);
        }
    }

    private static string Outcome(JournalLine end) => string.Join(' ', end.Words.Skip(1));

    private static string By(List<JournalLine> deeds) => deeds.Count == 0 ? "" : $", by {string.Join(" and ", deeds.Select(deed => deed.Who).Distinct())}";
}
