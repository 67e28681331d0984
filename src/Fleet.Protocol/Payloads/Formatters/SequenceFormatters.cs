using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Fleet.Protocol.MessagePack;

namespace Fleet.Protocol.Payloads.Formatters;

internal sealed class ArrayFormatter<T>(Formatter<T> element) : SequenceFormatter<T[], T>(element)
{
    protected override T[] ReadElements(ref MsgPackReader reader, int count) => ReadArray(ref reader, count);
}

/// <summary>A list, and the interfaces that a list is read for because their reader may want to change it.</summary>
internal sealed class ListFormatter<TList, T>(Formatter<T> element) : SequenceFormatter<TList, T>(element)
    where TList : IEnumerable<T>
{
    protected override TList ReadElements(ref MsgPackReader reader, int count) => (TList)(object)ReadList(ref reader, count);
}

/// <summary>The read-only interfaces, for which an array is read.</summary>
internal sealed class ReadOnlySequenceFormatter<TSequence, T>(Formatter<T> element) : SequenceFormatter<TSequence, T>(element)
    where TSequence : IEnumerable<T>
{
    protected override TSequence ReadElements(ref MsgPackReader reader, int count) => (TSequence)(object)ReadArray(ref reader, count);
}

/// <summary>Any other class that can be made empty and added to.</summary>
internal sealed class CollectionFormatter<TCollection, T>(Formatter<T> element) : SequenceFormatter<TCollection, T>(element)
    where TCollection : ICollection<T>, new()
{
    protected override TCollection ReadElements(ref MsgPackReader reader, int count)
    {
        var collection = new TCollection();
        for (int i = 0; i < count; i++)
        {
            collection.Add(Element.Read(ref reader)!);
        }

        return collection;
    }
}

/// <summary>An immutable array; one that was never made is nil.</summary>
internal sealed class ImmutableArrayFormatter<T>(Formatter<T> element) : Formatter<ImmutableArray<T>>
{
    private readonly ArrayFormatter<T> _array = new(element);

    public override void Write(ref MsgPackWriter writer, ImmutableArray<T> value) => _array.Write(ref writer, ImmutableCollectionsMarshal.AsArray(value));

    public override ImmutableArray<T> Read(ref MsgPackReader reader) => ImmutableCollectionsMarshal.AsImmutableArray(_array.Read(ref reader));
}

internal sealed class ImmutableListFormatter<TList, T>(Formatter<T> element) : SequenceFormatter<TList, T>(element)
    where TList : IEnumerable<T>
{
    protected override TList ReadElements(ref MsgPackReader reader, int count) => (TList)(object)ImmutableList.Create<T>(ReadArray(ref reader, count));
}
