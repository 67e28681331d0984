namespace Fleet.Admiral.Plugins;

/// <summary>A copy of a plugin's folder, which stays as it is while workers run from it.</summary>
/// <param name="Source">The folder that was copied.</param>
/// <param name="Folder">The copy.</param>
/// <param name="Listing">What the source held.</param>
internal sealed record PluginCopy(string Source, string Folder, FolderListing Listing)
{
    private const int Tries = 3;

    /// <summary>Copies a folder.</summary>
    /// <param name="source">The folder.</param>
    /// <param name="target">A folder that is not there yet.</param>
    /// <param name="except">A folder that is left out.</param>
    /// <param name="ct">Gives the copying up.</param>
    /// <exception cref="IOException">It cannot be copied, or changes all the time.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static PluginCopy Make(string source, string target, string except, CancellationToken ct)
    {
        for (var attempt = 1; attempt <= Tries; attempt++)
        {
            // A build may be writing here just now: a copy counts only if nothing changed meanwhile.
            var before = FolderListing.Of(source, except);
            foreach (var file in before.Files)
            {
                ct.ThrowIfCancellationRequested();
                var copy = Path.Combine(target, file);
                Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
                File.Copy(Path.Combine(source, file), copy, overwrite: true);
            }

            if (before.Equals(FolderListing.Of(source, except))) return new PluginCopy(source, target, before);
            Directory.Delete(target, recursive: true);
        }

        throw new IOException("it changed while it was copied. Wait until the build has ended, and try again.");
    }
}
