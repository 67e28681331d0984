using System.Text.Json.Serialization;

namespace Fleet.Admiral.Control;

/// <summary>An operator's wish for one more service, until the Admiral ends.</summary>
/// <param name="Name">Its name; refused where there is one.</param>
/// <param name="Path">Its DLL, its folder or a .csproj; null for the bot's. Relative to the configuration's folder.</param>
/// <param name="Class">Its class with its namespace; null for the only one in the DLL.</param>
/// <param name="Settings">Its own settings, flat: <c>Store:Limit</c>.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record AddServiceRequest(string Name, string? Path = null, string? Class = null, IReadOnlyDictionary<string, string?>? Settings = null);
