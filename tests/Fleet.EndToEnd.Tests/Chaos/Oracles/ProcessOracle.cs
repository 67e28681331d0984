using Fleet.EndToEnd.Tests.Chaos.Journals;

namespace Fleet.EndToEnd.Tests.Chaos.Oracles;

/// <summary>
/// O5, of processes. At the end of a run those that live are exactly those that the Admiral lists: none was forgotten, and none was left behind by a worker.
/// </summary>
internal static class ProcessOracle
{
    /// <summary>Compares the nemesis' last look at the system (<c>alive</c>) with what the Admiral said (<c>listed</c>).</summary>
    /// <returns>What is wrong, in sentences; nothing where all is well.</returns>
    public static IReadOnlyList<string> Check(IReadOnlyList<JournalLine> journal)
    {
        var alive = journal.LastOrDefault(line => line.What == "alive")?.Words.ToHashSet();
        var listed = journal.LastOrDefault(line => line.What == "listed")?.Words.ToHashSet();
        if (alive is null || listed is null) return ["nobody has looked at the processes"];
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in journal.Where(line => line.What == "began")) names[line.Words[0]] = line.Who;
        return
        [
            .. alive.Except(listed).Order().Select(pid => $"process {pid} lives and is nobody's: {(names.TryGetValue(pid, out var worker) ? $"it was {worker}" : "no worker of the journals")}"),
            .. listed.Except(alive).Order().Select(pid => $"process {pid} is listed and does not live"),
        ];
    }
}
