namespace Fleet.Admiral.Options;

/// <summary>Where fleets keep their sockets and their copies of the code while they run.</summary>
public sealed record RuntimeOptions
{
    /// <summary>A full path; each fleet has a folder of its name in it. Default: <c>$XDG_RUNTIME_DIR/fleet</c>, or <c>fleet-&lt;uid&gt;</c> in the folder for temporary files.</summary>
    public required string Directory { get; init; }
}
