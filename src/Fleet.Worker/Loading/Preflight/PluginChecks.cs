namespace Fleet.Worker.Loading.Preflight;

/// <summary>All that can be known to be wrong before anything is loaded: here the message can be good, afterwards it would be the loader's.</summary>
internal static class PluginChecks
{
    /// <summary>Runs every check until one finds a fault.</summary>
    /// <param name="request">The plugin.</param>
    /// <param name="warnings">Gets what is only odd.</param>
    public static PluginFault? Run(PluginRequest request, ICollection<string> warnings)
    {
        if (PathCheck.Run(request) is { } missing) return missing;
        try
        {
            using var file = new FileStream(request.Path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
            if (PluginImage.Read(file) is not { } image) return ContentCheck.NotDotNet(request);
            return ImageCheck.Run(request, image)
                ?? AbstractionsCheck.Run(request, image, SharedAssemblies.AbstractionsVersion, warnings)
                ?? RuntimeConfigCheck.Run(request, warnings);
        }
        catch (BadImageFormatException)
        {
            return ContentCheck.NotDotNet(request);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return ContentCheck.Unreadable(request, unreadable);
        }
    }
}
