using System.Text.Json.Serialization;

namespace Fleet.Admiral.Control;

/// <summary>An operator's wish to start slots that were stopped.</summary>
/// <param name="Names">Slots by name, or the words <c>all</c>, <c>clusters</c>, <c>services</c>.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record StartRequest(IReadOnlyList<string> Names);
