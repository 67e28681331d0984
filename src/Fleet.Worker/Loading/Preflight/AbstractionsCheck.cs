namespace Fleet.Worker.Loading.Preflight;

/// <summary>FLEET1008: was the plugin compiled against a Fleet.Abstractions that this worker offers.</summary>
/// <remarks>
/// Only this check finds a plugin that overrides a method which this worker does not know: such an override loads, starts, and is never called.
/// </remarks>
internal static class AbstractionsCheck
{
    /// <summary>Checks the plugin itself; what it brings is checked when it is loaded.</summary>
    /// <param name="request">The plugin.</param>
    /// <param name="image">What it says of itself.</param>
    /// <param name="ours">The version that this worker offers.</param>
    /// <param name="warnings">Gets a sentence where the plugin is of an older line.</param>
    public static PluginFault? Run(PluginRequest request, PluginImage image, Version ours, ICollection<string> warnings)
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
        if (IsNewer(theirs, ours)) return Fault(request.FileName, request.Path, theirs, ours);
        if (theirs.Major < ours.Major)
            warnings.Add($"{request.FileName} was built against Fleet.Abstractions {theirs.ToString(2)}; this Fleet offers {ours.ToString(2)}. Build it again against Fleet.Abstractions {ours.Major}.*.");
        return null;
    }

    /// <summary>Whether a version asked for is beyond ours; builds and revisions add nothing that can be called.</summary>
    public static bool IsNewer(Version theirs, Version ours) => (theirs.Major, theirs.Minor).CompareTo((ours.Major, ours.Minor)) > 0;

    /// <summary>The fault for an assembly that was compiled against a newer version.</summary>
    public static PluginFault Fault(string file, string where, Version theirs, Version ours) => new(
        FaultCode.AbstractionsVersion,
        $"{file} was built against Fleet.Abstractions {theirs.ToString(2)}",
        where,
        $"This Fleet offers {ours.ToString(2)}.",
        $"Install Fleet {theirs.ToString(2)} or newer, or reference Fleet.Abstractions {ours.ToString(2)} and build again.",
        Permanent: true);
}
