using Fleet.Protocol.Framing;

namespace Fleet.Protocol.Connections;

/// <summary>
/// Frames waiting for one peer, as a chain of chunks: producers append at the tail, one sender consumes at the head.
/// Frames lie back to back, so one send carries many. Not thread-safe: <see cref="FrameSender"/> holds its gate, except
/// that the bytes of <see cref="Peek"/> may be read outside of it, since appending only writes behind them.
/// </summary>
internal sealed class Outbox
{
    private OutboxChunk _head;
    private OutboxChunk _tail;

    public Outbox() => _head = _tail = OutboxChunk.Take();

    public int Length { get; private set; }

    public void Append(ReadOnlySpan<byte> header, ReadOnlySpan<byte> payload)
    {
        Span<byte> prefix = stackalloc byte[FramePrefix.Bytes];
        FramePrefix.Write(prefix, header.Length + payload.Length);
        Append(prefix);
        Append(header);
        Append(payload);
    }

    /// <summary>The bytes to send next; empty when there are none.</summary>
    public ReadOnlySpan<byte> Peek() => _head.Bytes.AsSpan(_head.Start, _head.End - _head.Start);

    /// <summary>Says that the first <paramref name="sent"/> bytes of the last peek are out.</summary>
    public void Consume(int sent)
    {
        Length -= sent;
        _head.Start += sent;
        if (_head.Start < _head.End)
            return;
        if (_head == _tail)
            _head.Start = _head.End = 0;
        else
            DropHead();
    }

    /// <summary>Forgets everything. Only when nobody holds a peek.</summary>
    public void Clear()
    {
        while (_head != _tail)
            DropHead();
        _head.Start = _head.End = 0;
        Length = 0;
    }

    private void Append(ReadOnlySpan<byte> bytes)
    {
        Length += bytes.Length;
        while (!bytes.IsEmpty)
        {
            if (_tail.End == OutboxChunk.Size)
                _tail = _tail.Next = OutboxChunk.Take();
            int part = Math.Min(bytes.Length, OutboxChunk.Size - _tail.End);
            bytes[..part].CopyTo(_tail.Bytes.AsSpan(_tail.End));
            _tail.End += part;
            bytes = bytes[part..];
        }
    }

    private void DropHead()
    {
        OutboxChunk done = _head;
        _head = done.Next!;
        OutboxChunk.Return(done);
    }
}
