using System.Runtime.CompilerServices;
using System.Text.Unicode;
using Fleet.Protocol.Payloads.Formatters;

namespace Fleet.Protocol.MessagePack;

/// <summary>What generated mappings call. Where they are compiled for this type, each call is a direct one.</summary>
public ref partial struct MsgPackReader : IPayloadReader
{
    private const int UnknownName = -1;

    int IPayloadReader.BeginObject() => ReadMapHeader();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    int IPayloadReader.ReadName(byte[][] names, int expected) =>
        (uint)expected < (uint)names.Length && TryReadName(names[expected]) ? expected : FindName(names);

    void IPayloadReader.RefuseDuplicate() => MsgPackFault.DuplicateKey(_position);

    string? IPayloadReader.ReadText() => ReadStringOrNull();

    T? IPayloadReader.Read<T>()
        where T : default => FormatterOf<T>.Instance.Read(ref this);

    /// <summary>Reads a key and returns its number; -1 for one that is none of these, or no text.</summary>
    internal int FindName(byte[][] names)
    {
        if (PeekType() != MsgPackType.Text)
        {
            Skip();
            return UnknownName;
        }

        int start = _position;
        ReadOnlySpan<byte> name = ReadUnchecked();
        for (int i = 0; i < names.Length; i++)
        {
            if (name.SequenceEqual(names[i]))
            {
                return i;
            }
        }

        if (!Utf8.IsValid(name))
        {
            MsgPackFault.BadUtf8(start);
        }

        return UnknownName;
    }

    /// <summary>Moves past a short name if it comes next; a longer one is found by the search.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool TryReadName(byte[] name)
    {
        int length = name.Length;
        if (length > MsgPackCode.MaxFixString || Remaining <= length || _bytes[_position] != (MsgPackCode.FixString | length) || !_bytes.Slice(_position + 1, length).SequenceEqual(name))
        {
            return false;
        }

        _position += 1 + length;
        return true;
    }
}
