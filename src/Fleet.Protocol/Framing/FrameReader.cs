using System.Buffers;

namespace Fleet.Protocol.Framing;

/// <summary>
/// The receive buffer of one connection: bytes go in as they arrive, whole frames come out in order.
/// It starts at 64 KiB, doubles only when it is full of received bytes (never because of a declared length), and
/// returns to 64 KiB when a large frame is through. For one thread.
/// </summary>
public sealed class FrameReader : IDisposable
{
    /// <summary>The size of the buffer while no large frame is in it: one read takes hundreds of small frames.</summary>
    public const int StartBytes = 64 * 1024;

    private byte[] _small = new byte[StartBytes];
    private byte[] _buffer;
    private int _start;
    private int _end;

    /// <summary>Creates an empty reader.</summary>
    /// <param name="maxFrameBytes">The longest body allowed, in bytes.</param>
    public FrameReader(int maxFrameBytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(maxFrameBytes);
        _buffer = _small;
        MaxFrameBytes = maxFrameBytes;
    }

    /// <summary>The longest body allowed, in bytes; a handshake starts with a small one and raises it.</summary>
    public int MaxFrameBytes { get; set; }

    /// <summary>Bytes that the buffer holds at most now.</summary>
    public int Capacity => _buffer.Length;

    /// <summary>Bytes received that are not yet part of a frame handed out.</summary>
    public int Buffered => _end - _start;

    /// <summary>Free room to receive into, never empty. Invalidates bodies handed out before.</summary>
    public Span<byte> GetRoom()
    {
        if (_start == _end)
            Rewind();
        else if (_end == _buffer.Length || (_buffer != _small && _end - _start <= _small.Length / 2))
            MakeRoom();
        return _buffer.AsSpan(_end);
    }

    /// <summary>Says how many bytes were received into the room.</summary>
    public void Advance(int received)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(received);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(received, _buffer.Length - _end);
        _end += received;
    }

    /// <summary>Takes the next whole frame. The body is valid until the next <see cref="GetRoom"/>.</summary>
    public FrameStatus TryRead(out ReadOnlySpan<byte> body)
    {
        FrameStatus status = FrameParser.Parse(_buffer.AsSpan(_start, _end - _start), MaxFrameBytes, out body, out int consumed);
        _start += consumed;
        return status;
    }

    /// <summary>
    /// Goes on with arrays of its own: bodies handed out before stay as they are for ever. May be called on another thread, if nothing else is meanwhile.
    /// </summary>
    public void Detach()
    {
        Span<byte> left = _buffer.AsSpan(_start, _end - _start);
        _small = new byte[StartBytes];
        // The arrays in use are left to those who still read them, also a rented one.
        _buffer = left.Length <= StartBytes / 2 ? _small : ArrayPool<byte>.Shared.Rent(left.Length * 2);
        left.CopyTo(_buffer);
        (_start, _end) = (0, left.Length);
    }

    /// <summary>Gives a large buffer back.</summary>
    public void Dispose()
    {
        _start = _end = 0;
        Use(_small);
    }

    private void Rewind()
    {
        _start = _end = 0;
        Use(_small);
    }

    // The buffer is full to its end with an unfinished frame in it, or a large frame is through.
    private void MakeRoom()
    {
        int length = _end - _start;
        byte[] target = length <= _small.Length / 2 ? _small
            : length <= _buffer.Length / 2 ? _buffer
            : ArrayPool<byte>.Shared.Rent(_buffer.Length * 2);
        _buffer.AsSpan(_start, length).CopyTo(target);
        Use(target);
        _start = 0;
        _end = length;
    }

    private void Use(byte[] buffer)
    {
        if (buffer == _buffer)
            return;
        if (_buffer != _small)
            ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = buffer;
    }
}
