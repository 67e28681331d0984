using System.Text;
using Fleet.Protocol.MessagePack;
using Fleet.Protocol.Payloads.Formatters;

namespace Fleet.Protocol.Payloads.Objects;

/// <summary>What the emitted methods of a type look things up in, by the member's number.</summary>
internal sealed class MemberTable(ObjectShape shape, Formatter?[] formatters)
{
    private readonly byte[][] _names = Array.ConvertAll(shape.Members, member => Encoding.UTF8.GetBytes(member.Key));

    /// <summary>The shape that the methods are emitted for.</summary>
    public ObjectShape Shape { get; } = shape;

    // Fields, because the emitted methods load them.
    internal readonly Formatter?[] Formatters = formatters;
    internal readonly byte[][] Keys = Array.ConvertAll(shape.Members, member => KeyBytes(member.Key));
    internal readonly object?[] Defaults = Array.ConvertAll(shape.Members, member => DefaultValues.Of(shape.Constructor, member));

    /// <summary>Reads a key and returns the number of its member; -1 for one that is no member's.</summary>
    internal int Find(ref MsgPackReader reader) => reader.FindName(_names);

    /// <summary>Refuses a tuple of another length.</summary>
    internal static void RequireCount(ref MsgPackReader reader, int found, int expected)
    {
        if (found != expected)
        {
            MsgPackFault.Malformed(reader.Position, $"a tuple of {expected}: it has {found} parts");
        }
    }

    /// <summary>Skips what a newer version has behind the members that are known.</summary>
    internal static void SkipRest(ref MsgPackReader reader, int count)
    {
        for (int i = 0; i < count; i++)
        {
            reader.Skip();
        }
    }

    /// <summary>Refuses an object that has a member twice.</summary>
    internal static void RefuseDuplicate(ref MsgPackReader reader) => MsgPackFault.DuplicateKey(reader.Position);

    private static byte[] KeyBytes(string key)
    {
        byte[] buffer = new byte[(key.Length * 3) + 5];
        var writer = new MsgPackWriter(buffer);
        writer.WriteString(key);
        return buffer[..(int)writer.BytesWritten];
    }
}
