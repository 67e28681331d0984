namespace Fleet.TestKit.Fuzzing;

/// <summary>Damages bytes as a broken or hostile sender might. Knows nothing of what the bytes mean, so that it serves payloads and frames.</summary>
public sealed class ByteMutator(FuzzRandom random)
{
    /// <summary>Bytes that begin something long in MessagePack, and bytes at limits.</summary>
    private static readonly byte[] Telling =
    [
        0x00, 0x01, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0, 0xc1, 0xc2, 0xc4, 0xc5, 0xc6, 0xc7, 0xc8, 0xc9, 0xca, 0xcb, 0xcc, 0xcf, 0xd0, 0xd3,
        0xd4, 0xd6, 0xd7, 0xd8, 0xd9, 0xda, 0xdb, 0xdc, 0xdd, 0xde, 0xdf, 0xe0, 0xff,
    ];

    /// <summary>Damages the first <paramref name="length"/> bytes of a buffer one to three times.</summary>
    /// <returns>The new length, at most that of the buffer.</returns>
    public int Mutate(Span<byte> buffer, int length)
    {
        int times = 1 + random.Below(3);
        for (int i = 0; i < times; i++)
        {
            length = MutateOnce(buffer, length);
        }

        return length;
    }

    private int MutateOnce(Span<byte> buffer, int length)
    {
        if (length == 0)
        {
            buffer[0] = Telling[random.Below(Telling.Length)];
            return 1;
        }

        int at = random.Below(length);
        switch (random.Below(8))
        {
            case 0:
                buffer[at] ^= (byte)(1 << random.Below(8));
                return length;
            case 1:
                buffer[at] = (byte)random.Bits();
                return length;
            case 2 or 3:
                buffer[at] = Telling[random.Below(Telling.Length)];
                return length;
            case 4:
                buffer[at]++;
                return length;
            case 5:
                return at;
            case 6:
                return Remove(buffer, length, at);
            default:
                return Repeat(buffer, length, at);
        }
    }

    private int Remove(Span<byte> buffer, int length, int at)
    {
        int count = Math.Min(1 + random.Below(4), length - at);
        buffer[(at + count)..length].CopyTo(buffer[at..]);
        return length - count;
    }

    private int Repeat(Span<byte> buffer, int length, int at)
    {
        int count = Math.Min(Math.Min(1 + random.Below(16), length - at), buffer.Length - length);
        buffer[at..length].CopyTo(buffer[(at + count)..]);
        return length + count;
    }
}
