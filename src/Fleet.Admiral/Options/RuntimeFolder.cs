using Fleet.Protocol.Connections;

namespace Fleet.Admiral.Options;

/// <summary>Where running fleets are looked for where nobody says otherwise.</summary>
internal static class RuntimeFolder
{
    /// <summary><c>$XDG_RUNTIME_DIR/fleet</c>, or <c>fleet-&lt;uid&gt;</c> in the folder for temporary files.</summary>
    public static string Default(IReadOnlyDictionary<string, string> environment) =>
        environment.GetValueOrDefault("XDG_RUNTIME_DIR") is { Length: > 0 } session && Path.IsPathFullyQualified(session)
            ? Path.Combine(session, "fleet")
            : Path.Combine(Path.GetTempPath(), $"fleet-{UnixOwner.Mine}");
}
