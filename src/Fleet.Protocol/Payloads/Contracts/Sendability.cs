using System.Collections;
using System.Runtime.CompilerServices;

namespace Fleet.Protocol.Payloads.Contracts;

/// <summary>Which types are no data. Everything of .NET that has no formatter of its own is refused: its members are not what it is.</summary>
internal static class Sendability
{
    /// <summary>Why a type that is no scalar and no collection cannot be an object on the wire; null if it can.</summary>
    public static string? WhyNot(Type type)
    {
        if (type.IsPointer || type.IsByRef || type.IsFunctionPointer || type.IsByRefLike)
        {
            return "it points into memory";
        }

        if (type.ContainsGenericParameters)
        {
            return "its type arguments are open";
        }

        if (type.IsArray)
        {
            return "only arrays of one dimension can be";
        }

        if (type == typeof(object))
        {
            return "its type would be known to one side only";
        }

        if (typeof(Delegate).IsAssignableFrom(type))
        {
            return "it is code";
        }

        if (typeof(IEnumerable).IsAssignableFrom(type))
        {
            return "it is a collection that is not known here, and cannot be made empty and added to";
        }

        if (IsOfFramework(type))
        {
            return IsTuple(type) ? null : "it is not data";
        }

        if (type.IsInterface || type.IsAbstract)
        {
            return "it is abstract, and type names do not travel";
        }

        return FrameworkBaseOf(type) is { } ancestor ? $"it is a {TypeNames.Full(ancestor)}, which is not data" : null;
    }

    /// <summary>Whether a type is written as an array of its parts, as tuples and pairs are.</summary>
    public static bool IsTuple(Type type) =>
        type.IsGenericType
        && (type.GetGenericTypeDefinition() == typeof(KeyValuePair<,>) || (typeof(ITuple).IsAssignableFrom(type) && IsOfFramework(type)));

    /// <summary>Whether a type comes with .NET.</summary>
    public static bool IsOfFramework(Type type)
    {
        string? assembly = type.Assembly.FullName;
        return assembly is not null && (assembly.StartsWith("System.", StringComparison.Ordinal) || assembly.StartsWith("Microsoft.", StringComparison.Ordinal));
    }

    private static Type? FrameworkBaseOf(Type type)
    {
        for (Type? each = type.BaseType; each is not null; each = each.BaseType)
        {
            if (IsOfFramework(each))
            {
                return each == typeof(object) || each == typeof(ValueType) ? null : each;
            }
        }

        return null;
    }
}
