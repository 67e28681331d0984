namespace Fleet.Admiral.Options;

/// <summary>One service.</summary>
public sealed record ServiceOptions
{
    /// <summary>The service's name (<see cref="SlotName.IsServiceName"/>).</summary>
    public required string Name { get; init; }

    /// <summary>The service's DLL, its folder, or a .csproj that is built first; a full path. Default: the bot's.</summary>
    public required string Path { get; init; }

    /// <summary>The service's class with its namespace. Default: null, the only one in the DLL.</summary>
    public string? Class { get; init; }

    /// <summary>The service's own settings, flat: <c>Store:Limit</c>. Default: none.</summary>
    public IReadOnlyDictionary<string, string?> Settings { get; init; } = new Dictionary<string, string?>();

    /// <summary>Whether restarts of <c>all</c> or <c>services</c> leave this one out. Default: false.</summary>
    public bool Pinned { get; init; }

    /// <summary>The resident bytes that the service may have: 32 MiB to 1024 GiB, or null for no limit. Default: <see cref="MemoryOptions.Services"/>.</summary>
    public long? MemoryLimit { get; init; }

    /// <summary>How long the service may take until it is ready: 1 s to 1 h, or null for <see cref="StartOptions.Timeout"/>. Default: that.</summary>
    public TimeSpan? StartTimeout { get; init; }

    /// <summary>Environment variables of this service, over <see cref="FleetConfig.Environment"/>. Default: none.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>The program with its arguments that starts the service's process and becomes it; empty for none. Default: none.</summary>
    public IReadOnlyList<string> LaunchWith { get; init; } = [];
}
