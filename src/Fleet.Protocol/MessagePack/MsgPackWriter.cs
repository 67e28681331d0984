using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Fleet.Protocol.MessagePack;

/// <summary>
/// Writes MessagePack, each value in its smallest encoding, into a buffer writer or a fixed span. Allocates nothing.
/// </summary>
/// <remarks>
/// Over a buffer writer, <see cref="Flush"/> must be called at the end; a writer that is dropped without it (after an exception, say) may leave the part that was
/// written before the buffer was last full. Pass it by <c>ref</c>: a copy has a position of its own.
/// </remarks>
public ref partial struct MsgPackWriter
{
    private readonly IBufferWriter<byte>? _output;
    private Span<byte> _span;
    private int _position;
    private long _flushed;

    /// <summary>A writer into <paramref name="output"/>.</summary>
    public MsgPackWriter(IBufferWriter<byte> output)
    {
        _output = output;
        _span = output.GetSpan();
    }

    /// <summary>A writer into a span of a fixed size; <see cref="MsgPackError.BufferFull"/> where it is too small.</summary>
    public MsgPackWriter(Span<byte> span) => _span = span;

    /// <summary>Bytes written so far, flushed or not.</summary>
    public readonly long BytesWritten => _flushed + _position;

    /// <summary>How many arrays and maps the typed mapping is inside of.</summary>
    internal int Depth { get; private set; }

    /// <summary>Hands what was written to the buffer writer. The writer can be used further. Does nothing over a fixed span.</summary>
    public void Flush()
    {
        if (_output is not null)
        {
            _output.Advance(_position);
            _flushed += _position;
            _position = 0;
            _span = default;
        }
    }

    /// <summary>Writes bytes that are MessagePack already: the caller answers for their being whole values.</summary>
    public void WriteRaw(scoped ReadOnlySpan<byte> messagePack)
    {
        messagePack.CopyTo(Ensure(messagePack.Length));
        _position += messagePack.Length;
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
    private Span<byte> Ensure(int size)
    {
        if (_span.Length - _position < size)
        {
            Grow(size);
        }

        return MemoryMarshal.CreateSpan(ref Unsafe.Add(ref MemoryMarshal.GetReference(_span), _position), _span.Length - _position);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Grow(int size)
    {
        if (_output is null)
        {
            MsgPackFault.BufferFull(size, _span.Length - _position);
        }

        Flush();
        _span = _output.GetSpan(size);
    }
}
