using System.Buffers;
using Fleet.Protocol.Payloads;
using Fleet.Protocol.Storage;

namespace Fleet.Worker.Storage;

/// <summary>A key that the Admiral has read.</summary>
internal sealed class ReadItem(StoreEntryOnWire entry, IPayloadSerializer serializer) : StoreItem(entry.Key, entry.Version)
{
    /// <summary>A key that is absent.</summary>
    public static ReadItem Absent(string key, IPayloadSerializer serializer) => new(new StoreEntryOnWire(key, 0, null, 0, null), serializer);

    public override TimeSpan? TimeLeft => entry.Life is { } life ? TimeSpan.FromMilliseconds(life) : null;

    /// <summary>How much it takes while it waits.</summary>
    public int Length => entry.Bytes?.Length ?? sizeof(long);

    public override T? Get<T>(T? absent = default)
        where T : default
    {
        if (!Exists) return absent;
        if (entry.Bytes is { } bytes) return serializer.Deserialize<T>(bytes);
        // As if it had been written as bytes: so a number can be read as every type that can hold it.
        var number = new ArrayBufferWriter<byte>(9);
        serializer.Serialize(entry.Number, number);
        return serializer.Deserialize<T>(number.WrittenSpan);
    }
}
