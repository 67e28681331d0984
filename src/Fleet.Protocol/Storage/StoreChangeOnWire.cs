using System.Runtime.Serialization;

namespace Fleet.Protocol.Storage;

/// <summary>What a watch is told.</summary>
/// <param name="Watch">The number of the watch.</param>
/// <param name="Kind">A <see cref="StoreChangeKind"/>.</param>
/// <param name="Key">The key; empty with <see cref="StoreChangeKind.Missed"/>.</param>
/// <param name="Version">The number of the change.</param>
/// <param name="Entry">What stands there now; null where nothing does.</param>
[DataContract]
public sealed record StoreChangeOnWire(
    [property: DataMember(Order = 0)] long Watch,
    [property: DataMember(Order = 1)] int Kind,
    [property: DataMember(Order = 2)] string Key,
    [property: DataMember(Order = 3)] long Version,
    [property: DataMember(Order = 4)] StoreEntryOnWire? Entry);
