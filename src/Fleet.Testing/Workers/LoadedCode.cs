using Fleet.Admiral.Plugins;

namespace Fleet.Testing.Workers;

/// <summary>Code that is in the process already: every generation is the same, and there is nothing to build, to copy or to delete.</summary>
internal sealed class LoadedCode : IGenerationStore
{
    public Task<GenerationResult> PrepareAsync(int generation, IReadOnlyList<PluginSpec> plugins, CancellationToken ct) =>
        Task.FromResult(new GenerationResult { Generation = generation, Dlls = plugins.ToDictionary(plugin => plugin.Key, plugin => new PluginDll(plugin.Path, plugin.Path)) });

    public void Release(int generation)
    {
    }
}
