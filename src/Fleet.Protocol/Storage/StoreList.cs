using System.Runtime.Serialization;

namespace Fleet.Protocol.Storage;

/// <summary>A question for a page of keys. Answered by <see cref="StorePageOnWire"/>.</summary>
/// <param name="Prefix">What the keys begin with.</param>
/// <param name="After">The key behind which the page begins; null means at the first.</param>
/// <param name="Limit">The most keys.</param>
[DataContract]
public sealed record StoreList(
    [property: DataMember(Order = 0)] string Prefix,
    [property: DataMember(Order = 1)] string? After,
    [property: DataMember(Order = 2)] int Limit);
