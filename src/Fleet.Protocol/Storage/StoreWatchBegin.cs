using System.Runtime.Serialization;

namespace Fleet.Protocol.Storage;

/// <summary>The wish for a watch. Answered by <see cref="StoreWriteOnWire"/>; changes come as events of <see cref="StoreChangeOnWire"/>.</summary>
/// <param name="Watch">The number that the worker gives to the watch: its own, and not used before.</param>
/// <param name="Key">The key or prefix.</param>
/// <param name="IsPrefix">Whether it is a prefix.</param>
[DataContract]
public sealed record StoreWatchBegin(
    [property: DataMember(Order = 0)] long Watch,
    [property: DataMember(Order = 1)] string Key,
    [property: DataMember(Order = 2)] bool IsPrefix);
