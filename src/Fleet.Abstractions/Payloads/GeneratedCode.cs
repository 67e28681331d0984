using System.Collections.Concurrent;
using System.ComponentModel;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Fleet;

/// <summary>What was generated for one assembly, which registers it when its first code runs. Not for use by hand.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class GeneratedCode
{
    private static readonly ConcurrentDictionary<Module, GeneratedCode> Known = new([KeyValuePair.Create<Module, GeneratedCode>(typeof(GeneratedCode).Module, new EmptyMessageMapping.Code())]);

    /// <summary>Makes the code of an assembly known.</summary>
    public static void Register(GeneratedCode code)
    {
        ArgumentNullException.ThrowIfNull(code);
        Known[code.GetType().Module] = code;
    }

    /// <summary>Gives the mapping of a type to whom it may concern; does nothing for a type that has none.</summary>
    public virtual void GiveMapping(Type type, IPayloadMappingTaker taker)
    {
    }

    /// <summary>The <see cref="ContractBinding{TContract}"/> of a contract; null for one that has none.</summary>
    public virtual object? FindContract(Type contract) => null;

    internal static GeneratedCode? Of(Type type)
    {
        // An assembly that holds only messages may not have run anything yet, and would be passed over.
        RuntimeHelpers.RunModuleConstructor(type.Module.ModuleHandle);
        return Known.GetValueOrDefault(type.Module);
    }
}
