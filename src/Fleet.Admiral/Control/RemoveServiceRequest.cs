using System.Text.Json.Serialization;

namespace Fleet.Admiral.Control;

/// <summary>An operator's wish to stop a service and forget it, until the Admiral ends.</summary>
/// <param name="Name">Its name.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record RemoveServiceRequest(string Name);
