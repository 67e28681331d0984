namespace Fleet.Admiral.Plugins;

/// <summary>Where the code of each generation comes from. The seam for tests of bots, whose code is loaded already.</summary>
public interface IGenerationStore
{
    /// <summary>Builds and copies the code of a generation.</summary>
    /// <param name="generation">Its number; not prepared before.</param>
    /// <param name="plugins">All code that it runs.</param>
    /// <param name="ct">Gives the preparation up.</param>
    /// <returns>The DLLs, or all faults: FLEET1001 missing, FLEET1011 not built, FLEET1012 no DLL meant, FLEET1013 not copied. With faults nothing is kept.</returns>
    Task<GenerationResult> PrepareAsync(int generation, IReadOnlyList<PluginSpec> plugins, CancellationToken ct);

    /// <summary>Forgets a generation that no worker uses any more, and deletes the copies that no other generation shares.</summary>
    void Release(int generation);
}
