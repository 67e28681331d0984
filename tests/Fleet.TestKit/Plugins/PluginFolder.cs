namespace Fleet.TestKit.Plugins;

/// <summary>A fresh folder for compiled plugins, removed with the test. Loaded DLLs stay mapped, which the system allows.</summary>
public sealed class PluginFolder : IDisposable
{
    /// <summary>The folder.</summary>
    public string Path { get; } = Directory.CreateTempSubdirectory("fleet-plugin-").FullName;

    /// <summary>A path in the folder.</summary>
    public string this[params string[] parts] => System.IO.Path.Combine([Path, .. parts]);

    /// <summary>A folder in the folder, made if need be.</summary>
    public string Sub(params string[] parts) => Directory.CreateDirectory(this[parts]).FullName;

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(Path, recursive: true);
}
