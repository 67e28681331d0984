using System.Collections.Concurrent;

namespace Fleet.Admiral.Plugins;

/// <summary>Where each generation's DLLs lie.</summary>
internal sealed class GenerationBook
{
    private readonly ConcurrentDictionary<int, IReadOnlyDictionary<string, PluginDll>> _dlls = new();

    /// <summary>The services that were added while the fleet runs: their code is prepared as the configured ones' is.</summary>
    public ServiceBook Added { get; } = new();

    /// <summary>Notes a prepared generation.</summary>
    public void Add(GenerationResult generation) => _dlls[generation.Generation] = generation.Dlls;

    /// <summary>Forgets a generation that no worker uses any more.</summary>
    public void Remove(int generation) => _dlls.TryRemove(generation, out _);

    /// <summary>The generations noted.</summary>
    public ICollection<int> Generations => _dlls.Keys;

    /// <summary>The DLL of a plugin in a generation.</summary>
    /// <param name="generation">The generation's number.</param>
    /// <param name="key">The plugin's key, as <see cref="PluginSpec.Key"/>.</param>
    /// <exception cref="InvalidOperationException">The generation was never prepared, or is forgotten.</exception>
    public PluginDll Find(int generation, string key) =>
        _dlls.TryGetValue(generation, out var dlls) && dlls.TryGetValue(key, out var dll)
            ? dll
            : throw new InvalidOperationException($"Generation {generation} has no code for \"{key}\".");
}
