namespace Fleet.Admiral.Plugins;

/// <summary>The files of a folder by name, length and time: equal listings mean that nothing was built in between.</summary>
internal sealed class FolderListing
{
    private const int MostFiles = 20_000;
    private const long MostBytes = 1024L * 1024 * 1024;

    private readonly List<Entry> _entries = [];
    private long _bytes;

    private FolderListing()
    {
    }

    /// <summary>The files' paths below the folder.</summary>
    public IEnumerable<string> Files => _entries.Select(entry => entry.Path);

    /// <summary>Lists a folder and all below it.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="except">A folder that is left out, with all below it: the run directory may lie inside.</param>
    /// <exception cref="IOException">It cannot be read, or is too big to be the folder of one program.</exception>
    public static FolderListing Of(string folder, string except)
    {
        var listing = new FolderListing();
        listing.Add(new DirectoryInfo(folder), "", except);
        listing._entries.Sort((a, b) => string.CompareOrdinal(a.Path, b.Path));
        return listing;
    }

    /// <summary>Whether nothing has changed from one listing to the other.</summary>
    public bool Equals(FolderListing other) => _entries.SequenceEqual(other._entries);

    private void Add(DirectoryInfo folder, string prefix, string except)
    {
        foreach (var file in folder.EnumerateFiles())
        {
            _entries.Add(new Entry(prefix + file.Name, file.Length, file.LastWriteTimeUtc));
            _bytes += file.Length;
            if (_entries.Count > MostFiles || _bytes > MostBytes)
                throw new IOException($"it holds more than {MostFiles} files or 1 GiB. Put the DLL and what it needs into a folder of their own.");
        }

        // Links to folders are left out: they may lead anywhere, and round in circles.
        foreach (var below in folder.EnumerateDirectories())
            if (below.LinkTarget is null && below.FullName != except) Add(below, $"{prefix}{below.Name}/", except);
    }

    private sealed record Entry(string Path, long Length, DateTime Written);
}
