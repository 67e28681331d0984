namespace Fleet.Admiral.Options;

/// <summary>What a hung worker leaves behind.</summary>
public sealed record DumpOptions
{
    /// <summary>The folder for dumps, a full path. Default: null, no dumps.</summary>
    public string? Directory { get; init; }

    /// <summary>How many dumps are kept in it: 1 to 100. Default: 5.</summary>
    public int Keep { get; init; } = 5;

    /// <summary>How long a dump may take: 1 s to 5 min. Default: 10 s.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);
}
