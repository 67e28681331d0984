namespace Fleet.Admiral.Options;

/// <summary>The bot that every cluster runs.</summary>
public sealed record BotOptions
{
    /// <summary>The bot's DLL, its folder, or a .csproj that is built first; a full path. Required.</summary>
    public required string Path { get; init; }

    /// <summary>The bot's class with its namespace. Default: null, the only one in the DLL.</summary>
    public string? Class { get; init; }

    /// <summary>The bot's own settings, flat: <c>Chat:Greeting</c>. Default: none.</summary>
    public IReadOnlyDictionary<string, string?> Settings { get; init; } = new Dictionary<string, string?>();

    /// <summary>What a cluster shows to the world while it starts; null for nothing. Default: null.</summary>
    public string? StartingStatus { get; init; }

    /// <summary>Environment variables of the clusters, over <see cref="FleetConfig.Environment"/>. Default: none.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>The program with its arguments that starts the clusters' processes and becomes them; empty for none. Default: none.</summary>
    public IReadOnlyList<string> LaunchWith { get; init; } = [];
}
