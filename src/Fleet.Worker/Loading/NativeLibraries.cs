using System.Runtime.InteropServices;

namespace Fleet.Worker.Loading;

/// <summary>Finds native libraries that lie in the plugin's folder but in no <c>deps.json</c>.</summary>
internal static class NativeLibraries
{
    private static readonly string Suffix = OperatingSystem.IsWindows() ? ".dll" : OperatingSystem.IsMacOS() ? ".dylib" : ".so";

    private static readonly string[] Folders = [.. RuntimeIdentifiers().Distinct().Select(id => Path.Combine("runtimes", id, "native")), ""];

    /// <summary>Finds a library.</summary>
    /// <param name="folder">The plugin's folder.</param>
    /// <param name="name">As in <c>DllImport</c>: <c>x</c>, <c>x.so</c> or <c>libx.so</c>.</param>
    public static string? Find(string folder, string name)
    {
        if (Path.GetFileName(name) != name) return null;
        string[] files = [name, name + Suffix, "lib" + name, "lib" + name + Suffix];
        foreach (var sub in Folders)
        {
            foreach (var file in files)
            {
                var path = Path.Combine(folder, sub, file);
                if (File.Exists(path)) return path;
            }
        }

        return null;
    }

    // From the exact to the general: the system's own identifier may be one that no package is built for.
    private static IEnumerable<string> RuntimeIdentifiers()
    {
        var system = OperatingSystem.IsWindows() ? "win" : OperatingSystem.IsMacOS() ? "osx" : "linux";
        var processor = RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant();
        yield return RuntimeInformation.RuntimeIdentifier;
        yield return $"{system}-{processor}";
        if (system != "win") yield return $"unix-{processor}";
        yield return system;
        if (system != "win") yield return "unix";
    }
}
