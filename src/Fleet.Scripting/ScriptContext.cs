using System.Reflection;
using System.Runtime.Loader;

namespace Fleet.Scripting;

/// <summary>Where one compiled script lives, until it has run: its code sees what the bot's code sees, and goes with the context.</summary>
internal sealed class ScriptContext(AssemblyLoadContext bot) : AssemblyLoadContext("script", isCollectible: true)
{
    private static readonly Assembly Own = typeof(ScriptContext).Assembly;

    protected override Assembly? Load(AssemblyName assemblyName) =>
        assemblyName.Name == Own.GetName().Name ? Own : bot.LoadFromAssemblyName(assemblyName);
}
