using System.Runtime.Serialization;

namespace Fleet.Protocol.Storage;

/// <summary>How a write or the wish for a watch ended.</summary>
/// <param name="Error">0, or a <see cref="StoreError"/>.</param>
/// <param name="Message">A sentence for a person, where there is an error.</param>
/// <param name="Done">Whether something has changed.</param>
/// <param name="Version">The version of the key now; 0 where it is absent.</param>
/// <param name="Number">The number after an increment.</param>
[DataContract]
public sealed record StoreWriteOnWire(
    [property: DataMember(Order = 0)] int Error,
    [property: DataMember(Order = 1)] string? Message,
    [property: DataMember(Order = 2)] bool Done,
    [property: DataMember(Order = 3)] long Version,
    [property: DataMember(Order = 4)] long Number);
