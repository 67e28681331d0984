namespace Fleet.Worker.Loading;

/// <summary>A library of the plugin was compiled against a newer Fleet.Abstractions. Thrown out of the load context, since it has no other way to refuse.</summary>
internal sealed class NewerAbstractionsException(Version version)
    : Exception($"It was built against Fleet.Abstractions {version.ToString(2)}, which is newer than this worker's.")
{
    /// <summary>The version it was compiled against.</summary>
    public Version Version => version;
}
