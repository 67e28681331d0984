using System.Text;
using Fleet.Generators.Symbols;
using Microsoft.CodeAnalysis;

namespace Fleet.Generators.Contracts;

/// <summary>Reads a contract off its interface.</summary>
internal static class ContractReader
{
    private const int LongestName = 200;

    /// <summary>Whether a type is an interface that is marked as a contract.</summary>
    public static bool IsContract(INamedTypeSymbol type, KnownTypes known) =>
        type.TypeKind == TypeKind.Interface && type.AllInterfaces.Any(each => KnownTypes.Are(each, known.Contract));

    /// <summary>The contract; null where there are problems.</summary>
    public static ContractModel? Read(INamedTypeSymbol type, KnownTypes known) =>
        FindProblems(type, known).Any()
            ? null
            : new ContractModel(TypeText.Of(type), TypeText.Identifier(type), new EquatableArray<ContractMethod>([.. type.GetMembers().OfType<IMethodSymbol>().Select(method => Read(method, known))]));

    /// <summary>What stands in the way.</summary>
    public static IEnumerable<ContractProblem> FindProblems(INamedTypeSymbol type, KnownTypes known)
    {
        if (TypeText.IsGeneric(type))
        {
            yield return new ContractProblem(type, "it has type parameters, and commands are found by names");
        }
        else if (!TypeText.IsVisible(type))
        {
            yield return new ContractProblem(type, "it is hidden from the code that is generated for it; make it public or internal, and what it stands in too");
        }

        foreach (INamedTypeSymbol ancestor in type.AllInterfaces)
        {
            if (!KnownTypes.Are(ancestor, known.Contract))
            {
                yield return new ContractProblem(type, $"it derives from {ancestor.Name}; a contract derives from IFleetContract alone");
            }
        }

        foreach (ISymbol member in type.GetMembers())
        {
            if (WhyNot(member, type, known) is { } reason)
            {
                yield return new ContractProblem(member, reason);
            }
        }
    }

    /// <summary>The type of a message or a reply of a method.</summary>
    public static IEnumerable<ITypeSymbol> TypesOf(IMethodSymbol method, KnownTypes known)
    {
        foreach (IParameterSymbol parameter in method.Parameters)
        {
            if (!KnownTypes.Are(parameter.Type, known.CancellationToken))
            {
                yield return parameter.Type;
            }
        }

        if (ReplyOf(method, known) is { } reply)
        {
            yield return reply;
        }
    }

    private static ContractMethod Read(IMethodSymbol method, KnownTypes known)
    {
        int message = -1;
        int token = -1;
        foreach (IParameterSymbol parameter in method.Parameters)
        {
            if (KnownTypes.Are(parameter.Type, known.CancellationToken))
            {
                token = parameter.Ordinal;
            }
            else
            {
                message = parameter.Ordinal;
            }
        }

        return new ContractMethod(
            method.Name,
            CommandOf(method),
            message < 0 ? null : TypeText.Of(method.Parameters[message].Type),
            ReplyOf(method, known) is { } reply ? TypeText.Of(reply) : null,
            message,
            token);
    }

    /// <summary>Without the namespace, as each side may have an interface of its own.</summary>
    private static string CommandOf(IMethodSymbol method) => $"{method.ContainingType.Name}.{method.Name}";

    private static ITypeSymbol? ReplyOf(IMethodSymbol method, KnownTypes known) =>
        method.ReturnType is INamedTypeSymbol { Arity: 1 } returned && KnownTypes.Are(returned.OriginalDefinition, known.TaskOf) ? returned.TypeArguments[0] : null;

    private static string? WhyNot(ISymbol member, INamedTypeSymbol type, KnownTypes known)
    {
        if (member is IMethodSymbol { AssociatedSymbol: not null })
        {
            // Of the property or event, which is told of by itself.
            return null;
        }

        if (member is not IMethodSymbol { MethodKind: MethodKind.Ordinary, IsStatic: false, IsAbstract: true } method)
        {
            return $"'{member.Name}' is no method without a body; a contract has nothing else";
        }

        if (method.Arity > 0)
        {
            return $"'{method.Name}' has type parameters, and the other side would not know them";
        }

        if (!KnownTypes.Are(method.ReturnType, known.Task) && ReplyOf(method, known) is null)
        {
            return $"'{method.Name}' returns {method.ReturnType.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)}; a method of a contract returns Task or Task<T>";
        }

        if (type.GetMembers(method.Name).Length > 1)
        {
            return $"'{method.Name}' is there more than once, and its command would have one name";
        }

        if (Encoding.UTF8.GetByteCount(CommandOf(method)) > LongestName)
        {
            return $"the command's name '{CommandOf(method)}' is longer than {LongestName} bytes";
        }

        return WhyNot(method, known);
    }

    private static string? WhyNot(IMethodSymbol method, KnownTypes known)
    {
        IParameterSymbol[] messages = [.. method.Parameters.Where(parameter => !KnownTypes.Are(parameter.Type, known.CancellationToken))];
        if (messages.Length > 1 || method.Parameters.Length - messages.Length > 1)
        {
            return $"'{method.Name}' takes {method.Parameters.Length} parameters; a method of a contract takes at most one message and one CancellationToken. Put what belongs together into one record";
        }

        foreach (IParameterSymbol parameter in method.Parameters)
        {
            if (parameter.RefKind != RefKind.None)
            {
                return $"'{parameter.Name}' of '{method.Name}' is taken by reference, and messages are copies";
            }
        }

        return messages.Length == 1 && (messages[0].NullableAnnotation == NullableAnnotation.Annotated || messages[0].Type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T)
            ? $"'{messages[0].Name}' of '{method.Name}' may be null, and a command is not. Put it into a record"
            : null;
    }
}
