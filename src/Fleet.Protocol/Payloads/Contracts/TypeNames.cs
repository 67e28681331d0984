namespace Fleet.Protocol.Payloads.Contracts;

/// <summary>Names of types as their author wrote them.</summary>
internal static class TypeNames
{
    /// <summary>The name with its namespace, such as <c>System.Collections.Generic.List&lt;System.Object&gt;</c>.</summary>
    public static string Full(Type type) => Named(type, Full, (type.IsNested && !type.IsGenericParameter ? Full(type.DeclaringType!) : type.Namespace) is { Length: > 0 } outer ? outer + "." : "");

    /// <summary>The name alone, such as <c>List&lt;Object&gt;</c>.</summary>
    public static string Short(Type type) => Named(type, Short, "");

    private static string Named(Type type, Func<Type, string> argumentName, string outer)
    {
        if (type.IsArray)
        {
            return $"{argumentName(type.GetElementType()!)}[{new string(',', type.GetArrayRank() - 1)}]";
        }

        int tick = type.Name.IndexOf('`', StringComparison.Ordinal);
        return tick < 0 ? outer + type.Name : $"{outer}{type.Name[..tick]}<{string.Join(", ", type.GetGenericArguments().Select(argumentName))}>";
    }
}
