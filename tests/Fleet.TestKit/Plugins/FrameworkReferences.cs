using Microsoft.CodeAnalysis;

namespace Fleet.TestKit.Plugins;

/// <summary>What a bot's project is compiled against: the reference assemblies of .NET and ASP.NET, read once.</summary>
internal static class FrameworkReferences
{
    private static readonly Lazy<IReadOnlyList<MetadataReference>> References = new(
        () => [.. Folders().SelectMany(folder => Directory.EnumerateFiles(folder, "*.dll")).Where(IsManaged).Select(file => MetadataReference.CreateFromFile(file))]);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<MetadataReference> All => References.Value;

    // The SDK's targeting packs; where they are not beside the runtime, the runtime's own assemblies serve nearly as well.
    private static IEnumerable<string> Folders()
    {
        var runtime = new DirectoryInfo(Path.GetDirectoryName(typeof(object).Assembly.Location)!);
        var root = runtime.Parent!.Parent!.Parent!;
        foreach (var framework in new[] { "Microsoft.NETCore.App", "Microsoft.AspNetCore.App" })
        {
            var packs = new DirectoryInfo(Path.Combine(root.FullName, "packs", framework + ".Ref"));
            var pack = packs.Exists
                ? packs.EnumerateDirectories().Select(version => Path.Combine(version.FullName, "ref", $"net{Environment.Version.ToString(2)}")).Where(Directory.Exists).Max()
                : null;
            yield return pack ?? Path.Combine(root.FullName, "shared", framework, runtime.Name);
        }
    }

    private static bool IsManaged(string file)
    {
        using var stream = File.OpenRead(file);
        using var image = new System.Reflection.PortableExecutable.PEReader(stream);
        return image.HasMetadata;
    }
}
