namespace Fleet.Admiral.Tests.Processes;

/// <summary>A stream whose reads give what a test says, one chunk after the other, and then end or fail.</summary>
internal sealed class ChunkedStream(IEnumerable<byte[]> chunks, Exception? end = null) : Stream
{
    private readonly Queue<byte> _current = new();
    private readonly Queue<byte[]> _chunks = new(chunks.Where(chunk => chunk.Length > 0));

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_current.Count == 0)
        {
            if (!_chunks.TryDequeue(out var next)) return end is null ? ValueTask.FromResult(0) : throw end;
            foreach (var b in next) _current.Enqueue(b);
        }

        var read = Math.Min(buffer.Length, _current.Count);
        for (var i = 0; i < read; i++) buffer.Span[i] = _current.Dequeue();
        return ValueTask.FromResult(read);
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
