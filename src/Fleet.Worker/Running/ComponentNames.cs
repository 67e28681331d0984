using Fleet.Worker.Loading;

namespace Fleet.Worker.Running;

/// <summary>The names of a worker's components are the keys of their handover states: each needs one, and one of its own.</summary>
internal static class ComponentNames
{
    private const string OneEach = "Handover states are kept by this name, so one component would be given the state of another.";

    /// <summary>Looks for names that cannot be told apart.</summary>
    /// <param name="components">The components, in the order of registration. Asking one for its name runs the bot's code, which may throw.</param>
    /// <param name="workerClass">The worker that they belong to.</param>
    /// <returns>Null, or the fault: without it the last state of a name would win in silence.</returns>
    public static PluginFault? Check(IReadOnlyList<IWorkerComponent> components, Type workerClass)
    {
        var known = new Dictionary<string, IWorkerComponent>(StringComparer.Ordinal);
        foreach (var component in components)
        {
            var type = component.GetType();
            var name = component.Name;
            // An author may ignore what the compiler says of null.
            if (string.IsNullOrEmpty(name)) return Fault(workerClass, "a component has no name", $"{type} names itself with an empty text, which stands for the worker.", $"Give {type} a Name.");
            if (known.TryAdd(name, component)) continue;
            return ReferenceEquals(known[name], component)
                ? Fault(workerClass, $"component \"{name}\" is registered twice", $"It is the same {type}, and would be activated and stopped twice.", "Register it as an IWorkerComponent once.")
                : Fault(workerClass, $"two components are named \"{name}\"", $"They are {known[name].GetType()} and {type}. {OneEach}", "Give each IWorkerComponent a Name of its own.");
        }

        return null;
    }

    private static PluginFault Fault(Type workerClass, string what, string why, string fix) =>
        new(FaultCode.CannotBeCreated, $"{workerClass.FullName} cannot be put together: {what}", workerClass.Assembly.Location, why, fix, Permanent: true);
}
