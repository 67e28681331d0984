using System.Reflection;

namespace Fleet.Protocol.Payloads.Objects;

/// <summary>Chooses the constructor that makes objects as they are read.</summary>
internal static class ConstructorChoice
{
    /// <summary>
    /// The public constructor with the most parameters that are all members, by name without regard to case, and by type; but the one without parameters where
    /// it does as well, because all members can be set.
    /// </summary>
    /// <param name="type">The type.</param>
    /// <param name="members">Its members, in which the parameters of the constructor are noted.</param>
    /// <param name="arguments">The member that each parameter takes.</param>
    /// <returns>The constructor; null for a struct that is made of zeros.</returns>
    /// <exception cref="ShapeException">There is none.</exception>
    public static ConstructorInfo? Make(Type type, ObjectMember[] members, out int[] arguments)
    {
        ConstructorInfo? best = null;
        ConstructorInfo? empty = null;
        arguments = [];
        foreach (ConstructorInfo constructor in type.GetConstructors())
        {
            ParameterInfo[] parameters = constructor.GetParameters();
            empty = parameters.Length == 0 ? constructor : empty;
            if ((best is null || parameters.Length > arguments.Length) && Match(parameters, members) is { } matched)
            {
                best = constructor;
                arguments = matched;
            }
        }

        if (best is null)
        {
            return type.IsValueType ? null : throw new ShapeException("it has no public constructor whose parameters are all members of it, by name and type");
        }

        if (empty is not null && CanSetAll(arguments, members))
        {
            arguments = [];
            return empty;
        }

        for (int i = 0; i < arguments.Length; i++)
        {
            members[arguments[i]].Parameter = i;
        }

        return best;
    }

    private static bool CanSetAll(int[] arguments, ObjectMember[] members)
    {
        foreach (int member in arguments)
        {
            if (!members[member].CanSet)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The member that each parameter takes; null if one takes none.</summary>
    private static int[]? Match(ParameterInfo[] parameters, ObjectMember[] members)
    {
        int[] taken = new int[parameters.Length];
        for (int i = 0; i < parameters.Length; i++)
        {
            taken[i] = Find(parameters[i], members);
            if (taken[i] < 0 || Array.IndexOf(taken, taken[i], 0, i) >= 0)
            {
                return null;
            }
        }

        return taken;
    }

    private static int Find(ParameterInfo parameter, ObjectMember[] members)
    {
        for (int i = 0; i < members.Length; i++)
        {
            Type type = members[i].Type;
            bool accepts = parameter.ParameterType == type || (!type.IsValueType && parameter.ParameterType.IsAssignableFrom(type));
            if (accepts && string.Equals(members[i].Name, parameter.Name, StringComparison.OrdinalIgnoreCase))
            {
                return i;
            }
        }

        return -1;
    }
}
