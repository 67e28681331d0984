using System.Globalization;

namespace Fleet.Admiral.Processes;

/// <summary>
/// Settings of the .NET runtime that workers start with and that work by the environment only; the others are in the worker's own runtimeconfig.json.
/// Why these: docs/adr/0006.
/// </summary>
internal static class RuntimeSettings
{
    private const string FirstGeneration = "DOTNET_GCgen0size";

    // 4 MiB. By default it follows the processor's cache, which the workers of one host share: each would let tens of MB of garbage lie.
    private const string FirstGenerationBytes = "0x400000";

    private const string HeapLimit = "DOTNET_GCHeapHardLimit";

    /// <summary>The settings, with what is configured over them, and with what the Admiral's own environment says left as it is.</summary>
    /// <param name="configured">The variables that every worker is to get.</param>
    /// <param name="inherited">A variable of the Admiral, which every worker inherits; null where it has none of that name.</param>
    /// <param name="heapLimit">How many bytes the managed heap may have; null for no limit. It stops what grows between two samples of the Admiral.</param>
    public static Dictionary<string, string> Under(IReadOnlyDictionary<string, string> configured, Func<string, string?> inherited, long? heapLimit = null)
    {
        var settings = new Dictionary<string, string>(configured);
        if (inherited(FirstGeneration) is null) settings.TryAdd(FirstGeneration, FirstGenerationBytes);
        if (heapLimit is { } bytes && inherited(HeapLimit) is null) settings.TryAdd(HeapLimit, string.Create(CultureInfo.InvariantCulture, $"0x{bytes:x}"));
        return settings;
    }
}
