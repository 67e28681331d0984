namespace Fleet.Worker.Loading.Preflight;

/// <summary>FLEET1001: is there a file at all, and if not, what might have been meant.</summary>
internal static class PathCheck
{
    /// <summary>Checks the path.</summary>
    public static PluginFault? Run(PluginRequest request)
    {
        if (!Path.IsPathFullyQualified(request.Path))
            return Fault(request, $"{request.PathKey} is not an absolute path", "", "Give the whole path from the root.");
        if (File.Exists(request.Path)) return null;
        if (Directory.Exists(request.Path))
            return Fault(request, $"{request.PathKey} is a folder, not a DLL", NearbyFiles.InFolder(request.Path), $"Set {request.PathKey} to the DLL of the bot.");

        var found = NearbyFiles.SameName(request.Path);
        if (found.Count == 0)
            return Fault(request, $"{request.PathKey} does not exist", NearbyFiles.InFolder(request.Folder), $"Build the project, or correct {request.PathKey}.");

        var configuration = Configuration(request.Path);
        var other = Configuration(found[0]);
        return Fault(
            request,
            $"{request.PathKey} does not exist",
            $"Found {string.Join(", ", found)}.",
            configuration is not null && other is not null && configuration != other
                ? $"Build with -c {configuration}, or change {request.PathKey}."
                : $"Change {request.PathKey}, or build the project again.");
    }

    private static PluginFault Fault(PluginRequest request, string what, string why, string fix) =>
        new(FaultCode.PathMissing, what, request.Path, why, fix, Permanent: true);

    private static string? Configuration(string path)
    {
        var segments = path.Split(Path.DirectorySeparatorChar);
        return Array.FindLast(segments, s => s is "Debug" or "Release");
    }
}
