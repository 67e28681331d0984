using System.Diagnostics.CodeAnalysis;

namespace Fleet.Worker.Loading;

/// <summary>The outcome of loading: a plugin, or the fault that prevented it.</summary>
public sealed record PluginLoad
{
    private PluginLoad(LoadedPlugin? plugin, PluginFault? fault) => (Plugin, Fault) = (plugin, fault);

    /// <summary>The plugin; null where there is a fault.</summary>
    public LoadedPlugin? Plugin { get; }

    /// <summary>The fault; null where the plugin is loaded.</summary>
    public PluginFault? Fault { get; }

    /// <summary>Whether the plugin is loaded.</summary>
    [MemberNotNullWhen(true, nameof(Plugin))]
    [MemberNotNullWhen(false, nameof(Fault))]
    public bool IsLoaded => Plugin is not null;

    internal static PluginLoad Of(LoadedPlugin plugin) => new(plugin, null);

    internal static PluginLoad Of(PluginFault fault) => new(null, fault);
}
