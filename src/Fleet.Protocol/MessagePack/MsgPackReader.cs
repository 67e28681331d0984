using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Fleet.Protocol.MessagePack;

/// <summary>
/// Reads MessagePack out of bytes that may be hostile. Allocates only the strings that it returns; every failure is a <see cref="MsgPackException"/>,
/// after which the position is unspecified.
/// </summary>
/// <remarks>Spans that it returns point into the bytes it was given. Pass it by <c>ref</c>: a copy has a position of its own.</remarks>
public ref partial struct MsgPackReader
{
    private readonly ReadOnlySpan<byte> _bytes;
    private int _position;

    /// <summary>A reader at the start of <paramref name="bytes"/>.</summary>
    public MsgPackReader(ReadOnlySpan<byte> bytes) => _bytes = bytes;

    /// <summary>A reader at the start of <paramref name="bytes"/>, which are copied where they lie in several segments.</summary>
    public MsgPackReader(in ReadOnlySequence<byte> bytes) => _bytes = bytes.IsSingleSegment ? bytes.FirstSpan : bytes.ToArray();

    /// <summary>Bytes read so far.</summary>
    public readonly int Position => _position;

    /// <summary>Bytes left.</summary>
    public readonly int Remaining => _bytes.Length - _position;

    /// <summary>The bytes that are left.</summary>
    public readonly ReadOnlySpan<byte> Rest => _bytes[_position..];

    /// <summary>What comes next.</summary>
    /// <exception cref="MsgPackException"><see cref="MsgPackError.Truncated"/>: nothing does.</exception>
    public readonly MsgPackType PeekType() => MsgPackCode.TypeOf(PeekCode());

    /// <summary>How many arrays and maps the typed mapping is inside of.</summary>
    internal int Depth { get; private set; }

    /// <summary>Fails unless all bytes have been read.</summary>
    /// <exception cref="MsgPackException"><see cref="MsgPackError.TrailingBytes"/>.</exception>
    public readonly void ExpectEnd()
    {
        if (_position != _bytes.Length)
        {
            MsgPackFault.TrailingBytes(_position, Remaining);
        }
    }

    /// <summary>Steps into an array or map.</summary>
    internal void Enter()
    {
        if (++Depth > MsgPackLimits.MaxDepth)
        {
            MsgPackFault.TooDeep();
        }
    }

    /// <summary>Steps out of an array or map.</summary>
    internal void Leave() => Depth--;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly byte PeekCode()
    {
        if ((uint)_position >= (uint)_bytes.Length)
        {
            MsgPackFault.Truncated(_position);
        }

        return Unsafe.Add(ref MemoryMarshal.GetReference(_bytes), _position);
    }

    /// <summary>The bytes of a value behind its code; moves past them.</summary>
    /// <param name="size">The size of the value in bytes, its code among them.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ReadOnlySpan<byte> TakeBehindCode(int size)
    {
        if (Remaining < size)
        {
            MsgPackFault.Truncated(_position);
        }

        ReadOnlySpan<byte> taken = _bytes.Slice(_position + 1, size - 1);
        _position += size;
        return taken;
    }
}
