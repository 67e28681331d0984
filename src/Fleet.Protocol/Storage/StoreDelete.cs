using System.Runtime.Serialization;

namespace Fleet.Protocol.Storage;

/// <summary>A deletion. Answered by <see cref="StoreWriteOnWire"/>.</summary>
/// <param name="Key">The key.</param>
/// <param name="Expected">The version that the key must have; null means any.</param>
[DataContract]
public sealed record StoreDelete(
    [property: DataMember(Order = 0)] string Key,
    [property: DataMember(Order = 1)] long? Expected);
