namespace Fleet.Admiral.Processes;

/// <summary>The last lines of an output, bounded in number and size.</summary>
internal sealed class RecentLines(int lines, int bytes)
{
    private readonly Lock _lock = new();
    private readonly Queue<string> _lines = new();
    private int _length;

    public void Add(string line)
    {
        lock (_lock)
        {
            _lines.Enqueue(line);
            _length += line.Length;
            while (_lines.Count > lines || (_length > bytes && _lines.Count > 1)) _length -= _lines.Dequeue().Length;
        }
    }

    public IReadOnlyList<string> Snapshot()
    {
        lock (_lock) return [.. _lines];
    }
}
