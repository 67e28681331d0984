namespace Fleet.Worker.Loading.Preflight;

/// <summary>FLEET1008: was the plugin compiled against a Fleet.Abstractions that this worker offers.</summary>
/// <remarks>
/// Only this check finds a plugin that overrides a method which this worker does not know: such an override loads, starts, and is never called.
/// </remarks>
internal static class AbstractionsCheck
{
    private static readonly Version Ours = SharedAssemblies.Abstractions.GetName().Version!;

    /// <summary>Checks the plugin itself; what it brings is checked when it is loaded.</summary>
    public static PluginFault? Run(PluginRequest request, PluginImage image, ICollection<string> warnings)
    {
        if (SharedAssemblies.Contains(image.Name))
        {
            return new(
                FaultCode.NoWorkerClass,
                $"{request.FileName} is a library of Fleet, not a bot",
                request.Path,
                "",
                $"Set {request.PathKey} to the DLL of the bot, which lies in the same folder.",
                Permanent: true);
        }

        if (image.VersionOf(SharedAssemblies.AbstractionsName) is not { } theirs) return null;
        if (IsNewer(theirs)) return Fault(request.FileName, request.Path, theirs);
        if (theirs.Major < Ours.Major)
            warnings.Add($"{request.FileName} was built against Fleet.Abstractions {theirs.ToString(2)}; this Fleet offers {Ours.ToString(2)}. Build it again against Fleet.Abstractions {Ours.Major}.*.");
        return null;
    }

    /// <summary>Whether a version asked for is beyond ours; builds and revisions add nothing that can be called.</summary>
    public static bool IsNewer(Version theirs) => (theirs.Major, theirs.Minor).CompareTo((Ours.Major, Ours.Minor)) > 0;

    /// <summary>The fault for an assembly that was compiled against a newer version.</summary>
    public static PluginFault Fault(string file, string where, Version theirs) => new(
        FaultCode.AbstractionsVersion,
        $"{file} was built against Fleet.Abstractions {theirs.ToString(2)}",
        where,
        $"This Fleet offers {Ours.ToString(2)}.",
        $"Install Fleet {theirs.ToString(2)} or newer, or reference Fleet.Abstractions {Ours.ToString(2)} and build again.",
        Permanent: true);
}
