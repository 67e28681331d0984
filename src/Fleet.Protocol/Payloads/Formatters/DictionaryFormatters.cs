using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Collections.Immutable;
using Fleet.Protocol.MessagePack;

namespace Fleet.Protocol.Payloads.Formatters;

/// <summary>A type that is written as a map. A map that holds a key twice is refused.</summary>
internal abstract class MapFormatter<TMap, TKey, TValue>(Formatter<TKey> key, Formatter<TValue> value) : Formatter<TMap>
    where TMap : IEnumerable<KeyValuePair<TKey, TValue>>
    where TKey : notnull
{
    public sealed override void Write(ref MsgPackWriter writer, TMap? map)
    {
        switch (map)
        {
            case null:
                writer.WriteNil();
                break;
            case Dictionary<TKey, TValue> dictionary:
                WriteDictionary(ref writer, dictionary);
                break;
            case ConcurrentDictionary<TKey, TValue> changing:
                WriteCounted(ref writer, changing.ToArray());
                break;
            case IReadOnlyCollection<KeyValuePair<TKey, TValue>> collection:
                WriteCounted(ref writer, collection);
                break;
            default:
                WriteCounted(ref writer, map.ToArray());
                break;
        }
    }

    public sealed override TMap? Read(ref MsgPackReader reader)
    {
        if (reader.TryReadNil())
        {
            return default;
        }

        int count = reader.ReadMapHeader();
        reader.Enter();
        TMap map = ReadPairs(ref reader, count);
        reader.Leave();
        return map;
    }

    protected abstract TMap ReadPairs(ref MsgPackReader reader, int count);

    protected Dictionary<TKey, TValue> ReadDictionary(ref MsgPackReader reader, int count)
    {
        KeyHashing<TKey>.RefuseTooMany(reader.Position, count);
        var map = new Dictionary<TKey, TValue>(Math.Min(count, MsgPackLimits.MaxInitialCapacity), KeyHashing<TKey>.Comparer);
        for (int i = 0; i < count; i++)
        {
            int start = reader.Position;
            (TKey k, TValue v) = ReadPair(ref reader);
            if (!map.TryAdd(k, v))
            {
                MsgPackFault.DuplicateKey(start);
            }
        }

        return map;
    }

    protected (TKey Key, TValue Value) ReadPair(ref MsgPackReader reader)
    {
        int start = reader.Position;
        TKey? k = key.Read(ref reader);
        if (k is null)
        {
            MsgPackFault.Malformed(start, "a key: it is nil");
        }

        return (k, value.Read(ref reader)!);
    }

    private void WriteDictionary(ref MsgPackWriter writer, Dictionary<TKey, TValue> map)
    {
        int count = map.Count;
        writer.WriteMapHeader(count);
        writer.Enter();
        int written = 0;
        foreach ((TKey k, TValue v) in map)
        {
            key.Write(ref writer, k);
            value.Write(ref writer, v);
            written++;
        }

        writer.Leave();
        Concurrency.RefuseChange(count, written);
    }

    private void WriteCounted(ref MsgPackWriter writer, IReadOnlyCollection<KeyValuePair<TKey, TValue>> map)
    {
        int count = map.Count;
        writer.WriteMapHeader(count);
        writer.Enter();
        int written = 0;
        foreach ((TKey k, TValue v) in map)
        {
            key.Write(ref writer, k);
            value.Write(ref writer, v);
            written++;
        }

        writer.Leave();
        Concurrency.RefuseChange(count, written);
    }
}

/// <summary>A dictionary, and the interfaces of dictionaries.</summary>
internal sealed class DictionaryFormatter<TMap, TKey, TValue>(Formatter<TKey> key, Formatter<TValue> value) : MapFormatter<TMap, TKey, TValue>(key, value)
    where TMap : IEnumerable<KeyValuePair<TKey, TValue>>
    where TKey : notnull
{
    protected override TMap ReadPairs(ref MsgPackReader reader, int count) => (TMap)(object)ReadDictionary(ref reader, count);
}

/// <summary>Any other class that can be made empty and added to.</summary>
internal sealed class AddedMapFormatter<TMap, TKey, TValue>(Formatter<TKey> key, Formatter<TValue> value) : MapFormatter<TMap, TKey, TValue>(key, value)
    where TMap : IDictionary<TKey, TValue>, new()
    where TKey : notnull
{
    protected override TMap ReadPairs(ref MsgPackReader reader, int count)
    {
        // By way of a dictionary of our own: what the author's makes of hashes and of keys that come twice is not known.
        var map = new TMap();
        foreach ((TKey k, TValue v) in ReadDictionary(ref reader, count))
        {
            map.Add(k, v);
        }

        return map;
    }
}

internal sealed class ConcurrentDictionaryFormatter<TKey, TValue>(Formatter<TKey> key, Formatter<TValue> value)
    : MapFormatter<ConcurrentDictionary<TKey, TValue>, TKey, TValue>(key, value)
    where TKey : notnull
{
    protected override ConcurrentDictionary<TKey, TValue> ReadPairs(ref MsgPackReader reader, int count) =>
        new(ReadDictionary(ref reader, count), KeyHashing<TKey>.Comparer);
}

internal sealed class ImmutableDictionaryFormatter<TMap, TKey, TValue>(Formatter<TKey> key, Formatter<TValue> value)
    : MapFormatter<TMap, TKey, TValue>(key, value)
    where TMap : IEnumerable<KeyValuePair<TKey, TValue>>
    where TKey : notnull
{
    protected override TMap ReadPairs(ref MsgPackReader reader, int count) =>
        (TMap)(object)ReadDictionary(ref reader, count).ToImmutableDictionary(KeyHashing<TKey>.Comparer);
}

internal sealed class FrozenDictionaryFormatter<TKey, TValue>(Formatter<TKey> key, Formatter<TValue> value)
    : MapFormatter<FrozenDictionary<TKey, TValue>, TKey, TValue>(key, value)
    where TKey : notnull
{
    protected override FrozenDictionary<TKey, TValue> ReadPairs(ref MsgPackReader reader, int count) =>
        ReadDictionary(ref reader, count).ToFrozenDictionary(KeyHashing<TKey>.Comparer);
}
