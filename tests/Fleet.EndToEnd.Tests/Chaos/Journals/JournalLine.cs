using System.Globalization;

namespace Fleet.EndToEnd.Tests.Chaos.Journals;

/// <summary>One line of a journal: when by the machine's monotonic clock (all processes of a machine share it), who wrote it, and what.</summary>
/// <param name="At">Ticks of <see cref="System.Diagnostics.Stopwatch"/>.</param>
/// <param name="Who">A worker such as <c>stats#2</c>, or <see cref="Nemesis"/>.</param>
/// <param name="What">The kind, such as <c>sent</c>.</param>
/// <param name="Words">What belongs to it.</param>
internal sealed record JournalLine(long At, string Who, string What, params IReadOnlyList<string> Words)
{
    /// <summary>The test itself, which does harm and looks around.</summary>
    public const string Nemesis = "nemesis";

    /// <summary>The slot of the worker that wrote it.</summary>
    public string Slot => SlotOf(Who);

    /// <summary>The worker's number in its slot.</summary>
    public int Incarnation => IncarnationOf(Who);

    /// <summary>A word as a number.</summary>
    public long Number(int word) => long.Parse(Words[word], CultureInfo.InvariantCulture);

    /// <summary>Reads a line; null for one that its writer's death cut off.</summary>
    public static JournalLine? Read(string line) =>
        line.Split(' ') is [var at, var who, var what, .. var words] && long.TryParse(at, NumberStyles.None, CultureInfo.InvariantCulture, out var ticks)
            ? new JournalLine(ticks, who, what, words)
            : null;

    public static string SlotOf(string worker) => worker[..worker.IndexOf('#', StringComparison.Ordinal)];

    public static int IncarnationOf(string worker) => int.Parse(worker.AsSpan(worker.IndexOf('#', StringComparison.Ordinal) + 1), CultureInfo.InvariantCulture);

    public override string ToString() => $"{At} {Who} {What} {string.Join(' ', Words)}".TrimEnd();
}
