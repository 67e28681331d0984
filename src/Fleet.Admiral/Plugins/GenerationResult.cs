using Fleet.Admiral.Options;

namespace Fleet.Admiral.Plugins;

/// <summary>What came of preparing a generation: a DLL for every <see cref="PluginSpec"/>, or the faults.</summary>
public sealed record GenerationResult
{
    /// <summary>The number of the generation.</summary>
    public required int Generation { get; init; }

    /// <summary>The copied DLL by <see cref="PluginSpec.Key"/>. Incomplete where there are faults.</summary>
    public IReadOnlyDictionary<string, PluginDll> Dlls { get; init; } = new Dictionary<string, PluginDll>();

    /// <summary>Why the generation cannot start; empty where it can.</summary>
    public IReadOnlyList<FleetFault> Faults { get; init; } = [];

    /// <summary>Whether workers of the generation may start.</summary>
    public bool Succeeded => Faults.Count == 0;
}
