namespace Fleet.Admiral.Plugins;

/// <summary>The DLL of a plugin in a generation.</summary>
/// <param name="Path">The copy that workers load; a full path.</param>
/// <param name="Source">The file that was copied, which is the one that the user knows; a full path.</param>
public sealed record PluginDll(string Path, string Source);
