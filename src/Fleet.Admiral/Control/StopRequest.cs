using System.Text.Json.Serialization;

namespace Fleet.Admiral.Control;

/// <summary>An operator's wish to stop workers.</summary>
/// <param name="Names">Slots by name, or the words <c>all</c>, <c>clusters</c>, <c>services</c>; empty for the whole fleet and its Admiral.</param>
/// <param name="Hard">True to kill them at once; false to have them stop, each within <c>shutdown.stop</c>.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record StopRequest(IReadOnlyList<string> Names, bool Hard = false);
