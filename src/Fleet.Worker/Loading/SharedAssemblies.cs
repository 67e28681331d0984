using System.Collections.Frozen;
using System.Reflection;

namespace Fleet.Worker.Loading;

/// <summary>
/// The assemblies of which there must be one copy in the process, since their types pass between the runtime and the plugin.
/// Everything else is the plugin's own affair, so the list is as short as the public surface of Fleet.Abstractions allows (a test walks it).
/// </summary>
internal static class SharedAssemblies
{
    /// <summary>The simple name of Fleet.Abstractions.</summary>
    public const string AbstractionsName = "Fleet.Abstractions";

    // Options is not in that surface, but a plugin that configures options and the worker's container must mean the same IOptions<T>.
    private static readonly FrozenSet<string> Names = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        AbstractionsName,
        "Microsoft.Extensions.Configuration.Abstractions",
        "Microsoft.Extensions.DependencyInjection.Abstractions",
        "Microsoft.Extensions.Logging.Abstractions",
        "Microsoft.Extensions.Options",
        "Microsoft.Extensions.Primitives");

    /// <summary>The worker's copy of Fleet.Abstractions.</summary>
    public static Assembly Abstractions { get; } = typeof(BaseWorker).Assembly;

    /// <summary>Its version.</summary>
    public static Version AbstractionsVersion { get; } = Abstractions.GetName().Version!;

    /// <summary>Whether the worker's copy of an assembly is used in place of the plugin's.</summary>
    /// <param name="name">The simple name.</param>
    public static bool Contains(string name) => Names.Contains(name);
}
