namespace Fleet;

/// <summary>A service that is added while the fleet runs.</summary>
/// <param name="Name">Its name (<see cref="SlotName.IsServiceName"/>).</param>
public sealed record ServiceDefinition(string Name)
{
    /// <summary>Its DLL, its folder or a .csproj; relative to the folder of the fleet's configuration. Null for the bot's DLL.</summary>
    public string? Path { get; init; }

    /// <summary>Its class with its namespace; null for the only one in the DLL.</summary>
    public string? Class { get; init; }

    /// <summary>Its own settings, flat: <c>Store:Limit</c>.</summary>
    public IReadOnlyDictionary<string, string?> Settings { get; init; } = new Dictionary<string, string?>();
}
