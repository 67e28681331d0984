using System.Runtime.Serialization;

namespace Fleet.Protocol.Storage;

/// <summary>A key of the store and what stands there.</summary>
/// <param name="Key">The key.</param>
/// <param name="Version">Its version.</param>
/// <param name="Bytes">The encoded value; null where it is a number.</param>
/// <param name="Number">The value, where it is a number.</param>
/// <param name="Life">How long it has to live, in milliseconds; null means for ever.</param>
[DataContract]
public sealed record StoreEntryOnWire(
    [property: DataMember(Order = 0)] string Key,
    [property: DataMember(Order = 1)] long Version,
    [property: DataMember(Order = 2)] byte[]? Bytes,
    [property: DataMember(Order = 3)] long Number,
    [property: DataMember(Order = 4)] long? Life);
