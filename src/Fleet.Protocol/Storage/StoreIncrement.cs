using System.Runtime.Serialization;

namespace Fleet.Protocol.Storage;

/// <summary>An addition to a number. Answered by <see cref="StoreWriteOnWire"/>.</summary>
/// <param name="Key">The key.</param>
/// <param name="By">What to add.</param>
/// <param name="Life">The time to live of a key that is created, in milliseconds; null means for ever.</param>
[DataContract]
public sealed record StoreIncrement(
    [property: DataMember(Order = 0)] string Key,
    [property: DataMember(Order = 1)] long By,
    [property: DataMember(Order = 2)] long? Life);
