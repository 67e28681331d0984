using System.Collections.Frozen;
using System.Collections.Immutable;
using Fleet.Protocol.MessagePack;

namespace Fleet.Protocol.Payloads.Formatters;

/// <summary>A set, read with hashes that the sender cannot foresee. An element that comes twice is there once.</summary>
internal abstract class HashedSetFormatter<TSet, T>(Formatter<T> element) : SequenceFormatter<TSet, T>(element)
    where TSet : IEnumerable<T>
{
    protected HashSet<T> ReadSet(ref MsgPackReader reader, int count)
    {
        KeyHashing<T>.RefuseTooMany(reader.Position, count);
        var set = new HashSet<T>(Math.Min(count, MsgPackLimits.MaxInitialCapacity), KeyHashing<T>.Comparer);
        for (int i = 0; i < count; i++)
        {
            set.Add(Element.Read(ref reader)!);
        }

        return set;
    }
}

/// <summary>A hash set, and the interfaces of sets.</summary>
internal sealed class HashSetFormatter<TSet, T>(Formatter<T> element) : HashedSetFormatter<TSet, T>(element)
    where TSet : IEnumerable<T>
{
    public override void Write(ref MsgPackWriter writer, TSet? value)
    {
        if (value is not HashSet<T> set)
        {
            base.Write(ref writer, value);
            return;
        }

        // By its own enumerator, which is no object on the heap.
        int count = set.Count;
        int written = 0;
        writer.WriteArrayHeader(count);
        writer.Enter();
        foreach (T item in set)
        {
            Element.Write(ref writer, item);
            written++;
        }

        writer.Leave();
        Concurrency.RefuseChange(count, written);
    }

    protected override TSet ReadElements(ref MsgPackReader reader, int count) => (TSet)(object)ReadSet(ref reader, count);
}

internal sealed class ImmutableHashSetFormatter<TSet, T>(Formatter<T> element) : HashedSetFormatter<TSet, T>(element)
    where TSet : IEnumerable<T>
{
    protected override TSet ReadElements(ref MsgPackReader reader, int count) =>
        (TSet)(object)ImmutableHashSet.CreateRange(KeyHashing<T>.Comparer, ReadSet(ref reader, count));
}

internal sealed class FrozenSetFormatter<T>(Formatter<T> element) : HashedSetFormatter<FrozenSet<T>, T>(element)
{
    protected override FrozenSet<T> ReadElements(ref MsgPackReader reader, int count) => ReadSet(ref reader, count).ToFrozenSet(KeyHashing<T>.Comparer);
}
