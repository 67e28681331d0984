using System.Text.Json.Serialization;

namespace Fleet.Admiral.Control;

/// <summary>An operator's wish to stop workers.</summary>
/// <param name="Names">Slots by name, or the words <c>all</c>, <c>clusters</c>, <c>services</c>; empty for the whole fleet and its Admiral.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record StopRequest(IReadOnlyList<string> Names);
