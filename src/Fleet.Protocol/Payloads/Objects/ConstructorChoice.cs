using System.Reflection;

namespace Fleet.Protocol.Payloads.Objects;

/// <summary>Chooses the constructor that makes objects as they are read.</summary>
internal static class ConstructorChoice
{
    /// <summary>
    /// The public constructor with the most parameters that are all members, by name without regard to case, and by type; but the one without parameters where
    /// it does as well, because all members can be set.
    /// </summary>
    /// <returns>The constructor, whose parameters have been noted in the members; null for a struct that is made of zeros.</returns>
    /// <exception cref="ShapeException">There is none.</exception>
    public static ConstructorInfo? Make(Type type, ObjectMember[] members)
    {
        ConstructorInfo[] constructors = [.. type.GetConstructors().OrderByDescending(each => each.GetParameters().Length)];
        ConstructorInfo? empty = Array.Find(constructors, each => each.GetParameters().Length == 0);
        foreach (ConstructorInfo constructor in constructors)
        {
            int[]? taken = Match(constructor.GetParameters(), members);
            if (taken is null)
            {
                continue;
            }

            if (empty is not null && Array.TrueForAll(taken, member => members[member].CanSet))
            {
                return empty;
            }

            for (int i = 0; i < taken.Length; i++)
            {
                members[taken[i]].Parameter = i;
            }

            return constructor;
        }

        return type.IsValueType ? null : throw new ShapeException("it has no public constructor whose parameters are all members of it, by name and type");
    }

    /// <summary>The member that each parameter takes; null if one takes none.</summary>
    private static int[]? Match(ParameterInfo[] parameters, ObjectMember[] members)
    {
        int[] taken = new int[parameters.Length];
        for (int i = 0; i < parameters.Length; i++)
        {
            ParameterInfo parameter = parameters[i];
            taken[i] = Array.FindIndex(members, member => string.Equals(member.Name, parameter.Name, StringComparison.OrdinalIgnoreCase) && Accepts(parameter, member.Type));
            if (taken[i] < 0 || Array.IndexOf(taken, taken[i], 0, i) >= 0)
            {
                return null;
            }
        }

        return taken;
    }

    private static bool Accepts(ParameterInfo parameter, Type type) =>
        parameter.ParameterType == type || (!type.IsValueType && parameter.ParameterType.IsAssignableFrom(type));
}
