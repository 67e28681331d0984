using System.Diagnostics;

namespace Fleet.EndToEnd.Tests.Chaos.Journals;

/// <summary>
/// The workers that were killed or died on purpose. Only their deaths excuse anything: a worker that the fleet ended without the test's doing must not have cost a message.
/// </summary>
internal sealed class Felled
{
    /// <summary>A message that was sent so long before a death was there before it. Far above what it takes: this is no statement on speed.</summary>
    public static readonly long UnderWay = 5 * Stopwatch.Frequency;

    private readonly Dictionary<string, long> _at = new(StringComparer.Ordinal);

    public Felled(IEnumerable<JournalLine> journal)
    {
        foreach (var line in journal)
        {
            if (line is { Who: JournalLine.Nemesis, What: "felled" }) _at.TryAdd(line.Words[0], line.At);
            else if (line.What == "ends") _at.TryAdd(line.Who, line.At);
        }
    }

    /// <summary>When the worker was felled; null where it was not.</summary>
    public long? At(string worker) => _at.TryGetValue(worker, out var at) ? at : null;

    /// <summary>Whether something that was on its way since then can have gone with the worker.</summary>
    public bool Explains(string worker, long since) => At(worker) is { } at && at - since <= UnderWay;
}
