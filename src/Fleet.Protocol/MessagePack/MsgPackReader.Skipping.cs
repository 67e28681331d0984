using System.Runtime.CompilerServices;

namespace Fleet.Protocol.MessagePack;

public ref partial struct MsgPackReader
{
    /// <summary>What a step of skipping tells of a value that has no values inside.</summary>
    private const int NoContainer = -1;

    /// <summary>Moves past the next value, with all that is inside it. Takes no more stack for a deeper value; text is not checked.</summary>
    [SkipLocalsInit]
    public void Skip()
    {
        Span<int> left = stackalloc int[MsgPackLimits.MaxDepth + 1];
        int depth = 0;
        left[0] = 1;
        while (true)
        {
            while (left[depth] == 0)
            {
                if (depth == 0)
                {
                    return;
                }

                depth--;
            }

            left[depth]--;
            int inside = SkipHead();
            if (inside != NoContainer)
            {
                if (Depth + depth >= MsgPackLimits.MaxDepth)
                {
                    MsgPackFault.TooDeep();
                }

                left[++depth] = inside;
            }
        }
    }

    /// <summary>Moves past the next value and returns its bytes.</summary>
    public ReadOnlySpan<byte> ReadRaw()
    {
        int start = _position;
        Skip();
        return _bytes[start.._position];
    }

    /// <summary>Moves past a value, or only past the header of an array or map; returns how many values are inside.</summary>
    private int SkipHead()
    {
        byte code = PeekCode();
        switch (MsgPackCode.TypeOf(code))
        {
            case MsgPackType.Nil or MsgPackType.Boolean:
                _position++;
                return NoContainer;
            case MsgPackType.WholeNumber:
                ReadInteger(out _);
                return NoContainer;
            case MsgPackType.FloatingPoint:
                TakeBehindCode(code == MsgPackCode.Float32 ? 5 : 9);
                return NoContainer;
            case MsgPackType.Text:
                ReadUnchecked();
                return NoContainer;
            case MsgPackType.Bytes:
                ReadBinary();
                return NoContainer;
            case MsgPackType.Extension:
                SkipExtension(code);
                return NoContainer;
            case MsgPackType.Array:
                return ReadArrayHeader();
            case MsgPackType.Map:
                return ReadMapHeader() * 2;
            case MsgPackType.Invalid:
            default:
                MsgPackFault.InvalidCode(_position);
                return NoContainer;
        }
    }

    private void SkipExtension(byte code)
    {
        if (code >= MsgPackCode.FixExtension1)
        {
            TakeBehindCode(2 + (1 << (code - MsgPackCode.FixExtension1)));
            return;
        }

        int width = 1 << (code - MsgPackCode.Extension8);
        long size = 2 + width + PeekLength(width);
        if (size > Remaining)
        {
            MsgPackFault.CountBeyondBytes(_position, size, Remaining);
        }

        TakeBehindCode((int)size);
    }
}
