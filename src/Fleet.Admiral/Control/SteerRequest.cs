using System.Text.Json.Serialization;

namespace Fleet.Admiral.Control;

/// <summary>An operator's wish to pause, resume or abort the operation that runs.</summary>
/// <param name="Operation">Its name, such as <c>restart-4</c>; empty for whichever runs.</param>
/// <param name="Steer"><c>pause</c>, <c>resume</c> or <c>abort</c>.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record SteerRequest(string Operation, string Steer);
