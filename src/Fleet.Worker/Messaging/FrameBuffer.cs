using System.Buffers.Binary;

namespace Fleet.Worker.Messaging;

/// <summary>Frames one after the other in one array, each behind its length. Not thread-safe: the <see cref="Inbox"/> says who owns it.</summary>
internal sealed class FrameBuffer
{
    private const int PrefixLength = 4;
    private const int KeptWhenReset = 256 * 1024;

    private byte[] _bytes = new byte[64 * 1024];
    private int _written;
    private int _taken;

    /// <summary>A replaced drainer may still read from the array, so it must not be filled again.</summary>
    public bool IsLent { get; set; }

    public bool IsEmpty => _taken == _written;

    /// <summary>Bytes of the frames that nobody has taken yet.</summary>
    public int Waiting => _written - _taken;

    public void Add(ReadOnlySpan<byte> frame)
    {
        var needed = _written + PrefixLength + frame.Length;
        if (needed > _bytes.Length) Array.Resize(ref _bytes, Math.Max(needed, _bytes.Length * 2));
        BinaryPrimitives.WriteInt32LittleEndian(_bytes.AsSpan(_written), frame.Length);
        frame.CopyTo(_bytes.AsSpan(_written + PrefixLength));
        _written = needed;
    }

    public ReadOnlyMemory<byte> Take()
    {
        var length = BinaryPrimitives.ReadInt32LittleEndian(_bytes.AsSpan(_taken));
        var frame = new ReadOnlyMemory<byte>(_bytes, _taken + PrefixLength, length);
        _taken += PrefixLength + length;
        return frame;
    }

    public void Reset()
    {
        _written = 0;
        _taken = 0;
        if (_bytes.Length > KeptWhenReset) _bytes = new byte[KeptWhenReset];
    }
}
