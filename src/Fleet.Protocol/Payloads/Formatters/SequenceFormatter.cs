using System.Runtime.InteropServices;
using Fleet.Protocol.MessagePack;

namespace Fleet.Protocol.Payloads.Formatters;

/// <summary>A type that is written as an array of its elements.</summary>
internal abstract class SequenceFormatter<TSequence, T>(Formatter<T> element) : Formatter<TSequence>
    where TSequence : IEnumerable<T>
{
    protected Formatter<T> Element => element;

    public override void Write(ref MsgPackWriter writer, TSequence? value)
    {
        switch (value)
        {
            case null:
                writer.WriteNil();
                break;
            case T[] array:
                WriteSpan(ref writer, array);
                break;
            case List<T> list:
                WriteSpan(ref writer, CollectionsMarshal.AsSpan(list));
                break;
            case IReadOnlyCollection<T> collection:
                WriteCounted(ref writer, value, collection.Count);
                break;
            case ICollection<T> collection:
                WriteCounted(ref writer, value, collection.Count);
                break;
            default:
                // How many there are must be told first, and only running through tells it.
                WriteSpan(ref writer, CollectionsMarshal.AsSpan(new List<T>(value)));
                break;
        }
    }

    public sealed override TSequence? Read(ref MsgPackReader reader)
    {
        if (default(TSequence) is null && reader.TryReadNil())
        {
            return default;
        }

        int count = reader.ReadArrayHeader();
        reader.Enter();
        TSequence value = ReadElements(ref reader, count);
        reader.Leave();
        return value;
    }

    protected abstract TSequence ReadElements(ref MsgPackReader reader, int count);

    protected void WriteSpan(ref MsgPackWriter writer, ReadOnlySpan<T> values)
    {
        writer.WriteArrayHeader(values.Length);
        writer.Enter();
        foreach (T value in values)
        {
            element.Write(ref writer, value);
        }

        writer.Leave();
    }

    protected T[] ReadArray(ref MsgPackReader reader, int count)
    {
        if (count > MsgPackLimits.MaxInitialCapacity)
        {
            return [.. ReadList(ref reader, count)];
        }

        var array = count == 0 ? [] : new T[count];
        for (int i = 0; i < array.Length; i++)
        {
            array[i] = element.Read(ref reader)!;
        }

        return array;
    }

    protected List<T> ReadList(ref MsgPackReader reader, int count)
    {
        var list = new List<T>(Math.Min(count, MsgPackLimits.MaxInitialCapacity));
        for (int i = 0; i < count; i++)
        {
            list.Add(element.Read(ref reader)!);
        }

        return list;
    }

    private void WriteCounted(ref MsgPackWriter writer, TSequence values, int count)
    {
        writer.WriteArrayHeader(count);
        writer.Enter();
        int written = 0;
        foreach (T value in values)
        {
            element.Write(ref writer, value);
            written++;
        }

        writer.Leave();
        Concurrency.RefuseChange(count, written);
    }
}
