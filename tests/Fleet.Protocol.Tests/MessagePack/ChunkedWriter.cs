using System.Buffers;

namespace Fleet.Protocol.Tests.MessagePack;

/// <summary>A buffer writer that never gives more room than it is asked for, so that every value meets the end of a buffer.</summary>
internal sealed class ChunkedWriter : IBufferWriter<byte>
{
    private readonly List<byte> _written = [];
    private byte[] _chunk = [];

    public byte[] ToArray() => [.. _written];

    public void Advance(int count) => _written.AddRange(_chunk.AsSpan(0, count));

    public Memory<byte> GetMemory(int sizeHint = 0) => _chunk = new byte[Math.Max(1, sizeHint)];

    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;
}
