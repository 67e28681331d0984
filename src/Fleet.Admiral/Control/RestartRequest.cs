using System.Text.Json.Serialization;

namespace Fleet.Admiral.Control;

/// <summary>An operator's wish to replace workers.</summary>
/// <param name="Names">Slots by name, or the words <c>all</c>, <c>clusters</c>, <c>services</c>. Pinned slots are left out, and the result names them.</param>
/// <param name="Hard">True to stop each old worker before its successor starts; false for a handover that loses nothing.</param>
/// <param name="Plan">True to be told what would be done, and do nothing.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record RestartRequest(IReadOnlyList<string> Names, bool Hard, bool Plan = false);
