using Fleet.Generators.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Fleet.Generators.Sending;

/// <summary>Which types the calls of <c>IFleetIpc</c>, and of its short forms, send and receive.</summary>
internal static class IpcCalls
{
    private static readonly HashSet<string> Names =
    [
        "On", "Handle", "SendAsync", "CommandAsync", "CommandAllAsync", "BroadcastAsync", "SendToAsync", "SendToAdmiralAsync", "ServiceCommandAsync", "ClusterCommandAsync",
        "AllClustersCommandAsync",
    ];

    /// <summary>Whether a call may be one of these, by the name alone.</summary>
    public static bool IsName(string name) => Names.Contains(name);

    /// <summary>The types of a call; none for any other.</summary>
    public static IEnumerable<SentType> TypesOf(IInvocationOperation call, KnownTypes known)
    {
        IMethodSymbol method = call.TargetMethod;
        if (!IsName(method.Name) || !(KnownTypes.Are(method.ContainingType, known.Ipc) || KnownTypes.Are(method.ContainingType, known.IpcExtensions)))
        {
            yield break;
        }

        foreach (ITypeSymbol argument in method.TypeArguments)
        {
            yield return new SentType(argument, method.Name is "SendAsync" or "BroadcastAsync" or "SendToAsync" or "SendToAdmiralAsync");
        }

        foreach (IArgumentOperation argument in call.Arguments)
        {
            if (argument.Parameter?.Name == "command" && Declared(argument.Value) is { } type)
            {
                yield return new SentType(type, ByItsOwn: true);
            }
        }
    }

    private static ITypeSymbol? Declared(IOperation value) => value is IConversionOperation { IsImplicit: true } conversion ? Declared(conversion.Operand) : value.Type;
}
