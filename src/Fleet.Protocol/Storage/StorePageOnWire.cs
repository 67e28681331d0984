using System.Runtime.Serialization;

namespace Fleet.Protocol.Storage;

/// <summary>A page of keys.</summary>
/// <param name="Entries">The keys.</param>
/// <param name="Next">The last of them, where there are more behind it; null otherwise.</param>
[DataContract]
public sealed record StorePageOnWire(
    [property: DataMember(Order = 0)] IReadOnlyList<StoreEntryOnWire> Entries,
    [property: DataMember(Order = 1)] string? Next);
