using System.Diagnostics;

namespace Fleet.EndToEnd.Tests.Chaos.Journals;

/// <summary>The journals of a run: one file per worker, written by the worker, and one by the test. Read only when the run is over.</summary>
internal sealed class JournalFolder(string folder)
{
    private readonly Lock _lock = new();
    private readonly List<JournalLine> _own = [];

    /// <summary>Where the files lie.</summary>
    public string Folder { get; } = Directory.CreateDirectory(folder).FullName;

    /// <summary>Notes what the test does or sees. Harm is noted before it is done.</summary>
    public void Note(string what, params IReadOnlyList<string> words)
    {
        lock (_lock) _own.Add(new JournalLine(Stopwatch.GetTimestamp(), JournalLine.Nemesis, what, words));
    }

    /// <summary>Has workers of a slot that start from here on fail in a way of their own; null ends that. The ways are in the probes' <c>Mood</c>.</summary>
    public void SetMood(string slot, string? mood)
    {
        var file = Path.Combine(Directory.CreateDirectory(Path.Combine(Folder, "moods")).FullName, slot);
        if (mood is null) File.Delete(file);
        else File.WriteAllText(file, mood);
    }

    /// <summary>All lines so far. Lines of one writer are in the order in which they were written, and all of them in that of their times.</summary>
    public IReadOnlyList<JournalLine> Read()
    {
        List<JournalLine> lines = [];
        foreach (var file in Directory.EnumerateFiles(Folder)) lines.AddRange(ReadFile(file));
        lock (_lock) lines.AddRange(_own);
        return [.. lines.OrderBy(line => line.At)];
    }

    private static IEnumerable<JournalLine> ReadFile(string file)
    {
        // A worker may still be writing; what is behind the last end of a line is not there yet.
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(stream);
        var text = reader.ReadToEnd();
        return text[..(text.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(JournalLine.Read).OfType<JournalLine>();
    }
}
