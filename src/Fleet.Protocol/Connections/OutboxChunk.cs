namespace Fleet.Protocol.Connections;

/// <summary>A piece of an outbox. Chunks are shared by all connections of the process, so that a burst to one peer leaves no memory behind in each.</summary>
internal sealed class OutboxChunk
{
    /// <summary>64 KiB: one send of it is a third of what the kernel holds for a socket, and it stays out of the large object heap.</summary>
    public const int Size = 64 * 1024;

    /// <summary>Spare chunks kept: 8 MiB, one outbox at its hard mark. What a rarer, larger burst needs beyond is left to the garbage collector.</summary>
    private const int MaxSpare = 128;

    private static readonly Lock SpareGate = new();
    private static OutboxChunk? Spare;
    private static int SpareCount;

    private OutboxChunk()
    {
    }

    public byte[] Bytes { get; } = GC.AllocateUninitializedArray<byte>(Size);

    /// <summary>Bytes already sent.</summary>
    public int Start { get; set; }

    /// <summary>Bytes written.</summary>
    public int End { get; set; }

    public OutboxChunk? Next { get; set; }

    public static OutboxChunk Take()
    {
        lock (SpareGate)
        {
            if (Spare is { } chunk)
            {
                Spare = chunk.Next;
                SpareCount--;
                chunk.Next = null;
                return chunk;
            }
        }

        return new OutboxChunk();
    }

    public static void Return(OutboxChunk chunk)
    {
        chunk.Start = chunk.End = 0;
        lock (SpareGate)
        {
            if (SpareCount == MaxSpare)
                return;
            chunk.Next = Spare;
            Spare = chunk;
            SpareCount++;
        }
    }
}
