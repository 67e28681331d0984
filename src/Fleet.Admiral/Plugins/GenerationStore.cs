using System.Globalization;
using Fleet.Admiral.Options;

namespace Fleet.Admiral.Plugins;

/// <summary>
/// Keeps the code of each generation apart from the folder that builds write to. Overwriting a DLL kills the workers that have it
/// loaded (SIGBUS), and a worker that crashes during a rollout must come back with the code of its own generation.
/// </summary>
/// <remarks>For one caller at a time. A folder that has not changed is not copied again: generations then share a copy.</remarks>
public sealed class GenerationStore : IGenerationStore
{
    private readonly string _root;
    private readonly IProjectBuilder _builder;
    private readonly Action<string> _tell;
    private readonly Dictionary<int, IReadOnlyList<PluginCopy>> _generations = [];

    /// <summary>Opens the store, and deletes what an Admiral that was killed left in it.</summary>
    /// <param name="root">See <see cref="Control.RunDirectory.Generations"/>.</param>
    /// <param name="tell">Gets a line when a build begins.</param>
    /// <exception cref="IOException">The folder cannot be made.</exception>
    public GenerationStore(string root, Action<string> tell)
        : this(root, tell, new DotnetBuilder())
    {
    }

    internal GenerationStore(string root, Action<string> tell, IProjectBuilder builder)
    {
        _root = Path.TrimEndingDirectorySeparator(root);
        _tell = tell;
        _builder = builder;
        if (Directory.Exists(root)) Directory.Delete(root, recursive: true);
        Directory.CreateDirectory(root);
    }

    /// <inheritdoc/>
    public async Task<GenerationResult> PrepareAsync(int generation, IReadOnlyList<PluginSpec> plugins, CancellationToken ct)
    {
        if (_generations.ContainsKey(generation)) throw new ArgumentException($"Generation {generation} is prepared already.", nameof(generation));
        var dlls = new Dictionary<string, string>(StringComparer.Ordinal);
        var faults = new List<FleetFault>();
        var source = new PluginSource(_builder, _tell);
        // Services use the bot's path where they name none: its fault is told once.
        foreach (var samePath in plugins.GroupBy(plugin => plugin.Path, StringComparer.Ordinal))
        {
            var (dll, fault) = await source.ResolveAsync(samePath.First(), ct);
            if (fault is not null) faults.Add(fault);
            else foreach (var plugin in samePath) dlls[plugin.Key] = dll!;
        }

        if (faults.Count > 0) return new GenerationResult { Generation = generation, Faults = faults };
        return await Task.Run(() => Copy(generation, dlls, ct), ct);
    }

    /// <inheritdoc/>
    public void Release(int generation)
    {
        if (!_generations.Remove(generation, out var copies)) return;
        var used = _generations.Values.SelectMany(used => used).Select(copy => copy.Folder).ToHashSet(StringComparer.Ordinal);
        foreach (var copy in copies)
            if (!used.Contains(copy.Folder)) Delete(copy.Folder);
    }

    private GenerationResult Copy(int generation, Dictionary<string, string> dlls, CancellationToken ct)
    {
        var copies = new List<PluginCopy>();
        var copied = new Dictionary<string, PluginDll>(StringComparer.Ordinal);
        var place = Path.Combine(_root, generation.ToString(CultureInfo.InvariantCulture));
        try
        {
            foreach (var (key, dll) in dlls)
            {
                var folder = Path.GetDirectoryName(dll)!;
                var copy = copies.Find(copy => copy.Source == folder);
                if (copy is null) copies.Add(copy = Reuse(folder) ?? PluginCopy.Make(folder, Path.Combine(place, $"{copies.Count}-{Path.GetFileName(dll)[..^".dll".Length]}"), Path.GetDirectoryName(_root)!, ct));
                copied[key] = new PluginDll(Path.Combine(copy.Folder, Path.GetFileName(dll)), dll);
            }

            _generations[generation] = copies;
            return new GenerationResult { Generation = generation, Dlls = copied };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Delete(place);
            var folder = Path.GetDirectoryName(dlls.Values.ElementAt(copied.Count));
            return new GenerationResult { Generation = generation, Faults = [new FleetFault("FLEET1013", $"{dlls.Keys.ElementAt(copied.Count)}.path: {folder} cannot be copied to {_root}: {e.Message}")] };
        }
        catch (OperationCanceledException)
        {
            Delete(place);
            throw;
        }
    }

    private PluginCopy? Reuse(string folder)
    {
        var last = _generations.OrderByDescending(generation => generation.Key).SelectMany(generation => generation.Value).FirstOrDefault(copy => copy.Source == folder);
        return last is not null && last.Listing.Equals(FolderListing.Of(folder, Path.GetDirectoryName(_root)!)) ? last : null;
    }

    private void Delete(string folder)
    {
        try
        {
            if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
            var generation = Path.GetDirectoryName(folder)!;
            if (generation != _root && Directory.Exists(generation) && !Directory.EnumerateFileSystemEntries(generation).Any()) Directory.Delete(generation);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The next Admiral of this fleet clears the store; until then it only takes room.
        }
    }
}
