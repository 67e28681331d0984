using Fleet.Protocol.MessagePack;

namespace Fleet.TestKit.Fuzzing;

/// <summary>Makes values that are valid MessagePack, of every kind, nested.</summary>
public sealed class MsgPackGrammar(FuzzRandom random)
{
    private static readonly string[] Texts = ["", "a", "Id", "Name", "héllo 👋", "31 characters of ASCII text here", new('x', 300)];
    private static readonly byte[] Timestamp64 = [0xd7, 0xff, 0x1d, 0x6f, 0x32, 0xf0, 0x6b, 0x00, 0x3e, 0x70];
    private static readonly byte[] UnknownExtension = [0xc7, 0x03, 0x05, 0x01, 0x02, 0x03];

    /// <summary>Writes one value.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="depth">How many arrays and maps may still stand inside one another.</param>
    public void Write(ref MsgPackWriter writer, int depth)
    {
        switch (random.Below(depth > 0 ? 14 : 10))
        {
            case 0:
                writer.WriteNil();
                break;
            case 1:
                writer.WriteBool(random.OneIn(2));
                break;
            case 2 or 3:
                writer.WriteInt64(random.Skewed());
                break;
            case 4:
                writer.WriteUInt64(random.Bits());
                break;
            case 5:
                writer.WriteDouble(random.Skewed() / 8.0);
                break;
            case 6 or 7:
                writer.WriteString(Texts[random.Below(Texts.Length)]);
                break;
            case 8:
                writer.WriteBinary(Timestamp64.AsSpan(0, random.Below(Timestamp64.Length)));
                break;
            case 9:
                writer.WriteRaw(random.OneIn(2) ? Timestamp64 : UnknownExtension);
                break;
            case 10 or 11:
                WriteArray(ref writer, depth - 1);
                break;
            default:
                WriteMap(ref writer, depth - 1);
                break;
        }
    }

    private void WriteArray(ref MsgPackWriter writer, int depth)
    {
        int count = random.OneIn(10) ? 20 : random.Below(5);
        writer.WriteArrayHeader(count);
        for (int i = 0; i < count; i++)
        {
            Write(ref writer, depth);
        }
    }

    private void WriteMap(ref MsgPackWriter writer, int depth)
    {
        int count = random.OneIn(10) ? 17 : random.Below(4);
        writer.WriteMapHeader(count);
        for (int i = 0; i < count; i++)
        {
            if (random.OneIn(4))
            {
                Write(ref writer, 0);
            }
            else
            {
                writer.WriteString(Texts[random.Below(Texts.Length)]);
            }

            Write(ref writer, depth);
        }
    }
}
