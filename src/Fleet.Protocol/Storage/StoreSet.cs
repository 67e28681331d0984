using System.Runtime.Serialization;

namespace Fleet.Protocol.Storage;

/// <summary>A write to the store. Answered by <see cref="StoreWriteOnWire"/>.</summary>
/// <param name="Key">The key.</param>
/// <param name="Bytes">The encoded value; null where it is a number.</param>
/// <param name="Number">The value, where it is a number.</param>
/// <param name="Expected">The version that the key must have, 0 for absent; null means any.</param>
/// <param name="Life">The time to live in milliseconds; null means for ever.</param>
[DataContract]
public sealed record StoreSet(
    [property: DataMember(Order = 0)] string Key,
    [property: DataMember(Order = 1)] byte[]? Bytes,
    [property: DataMember(Order = 2)] long Number,
    [property: DataMember(Order = 3)] long? Expected,
    [property: DataMember(Order = 4)] long? Life);
