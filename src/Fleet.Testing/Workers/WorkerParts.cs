using Fleet.Admiral.Plugins;
using Fleet.Testing.Chat;

namespace Fleet.Testing.Workers;

/// <summary>What workers in this process are made of.</summary>
/// <param name="Classes">Their classes, by the key that the configuration would have them under.</param>
/// <param name="Chat">The chat that they connect to.</param>
/// <param name="Clock">Their clock.</param>
internal sealed record WorkerParts(IReadOnlyDictionary<string, WorkerClass> Classes, ChatServer Chat, TimeProvider Clock)
{
    /// <summary>The key of a class in the configuration.</summary>
    public static string KeyOf(WorkerClass worker) => worker.Name.Length == 0 ? PluginSpec.Bot : PluginSpec.Service(worker.Name);
}
