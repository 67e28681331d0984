using System.Reflection;
using System.Runtime.Serialization;
using Fleet.Protocol.Payloads.Contracts;

namespace Fleet.Protocol.Payloads.Objects;

/// <summary>Reads off a type what of it is on the wire.</summary>
/// <remarks>Plain loops, here and in its neighbours: every lambda and every generic of a struct would be compiled at the start of every worker.</remarks>
internal static class ShapeReader
{
    /// <summary>Array slots that nobody uses are written too, so a large order is a mistake.</summary>
    private const int MaxOrder = 1023;

    /// <summary>The shape of a class or struct.</summary>
    /// <exception cref="ShapeException">The attributes contradict one another, or no constructor takes the members.</exception>
    public static ObjectShape Read(Type type)
    {
        ObjectLayout layout = ObjectLayout.Map;
        ObjectMember[] members;
        if (Sendability.IsTuple(type))
        {
            layout = ObjectLayout.Tuple;
            members = MemberReader.OfTuple(type);
        }
        else
        {
            members = MemberReader.OfObject(type, type.IsDefined(typeof(DataContractAttribute), inherit: false));
            if (HasOrder(members))
            {
                layout = ObjectLayout.Array;
                RefuseBadOrders(members);
                Array.Sort(members, (one, other) => one.Order.CompareTo(other.Order));
            }

            RefuseSameKeys(members);
        }

        ConstructorInfo? constructor = ConstructorChoice.Make(type, members, out int[] arguments);
        return new ObjectShape(type, members, layout, constructor, arguments);
    }

    private static bool HasOrder(ObjectMember[] members)
    {
        foreach (ObjectMember member in members)
        {
            if (member.Order >= 0)
            {
                return true;
            }
        }

        return false;
    }

    private static void RefuseBadOrders(ObjectMember[] members)
    {
        foreach (ObjectMember member in members)
        {
            if (member.Order < 0)
            {
                throw new ShapeException($"some members have an Order and '{member.Name}' has none");
            }

            if (member.Order > MaxOrder)
            {
                throw new ShapeException($"the Order of '{member.Name}' is above {MaxOrder}");
            }
        }
    }

    private static void RefuseSameKeys(ObjectMember[] members)
    {
        for (int i = 0; i < members.Length; i++)
        {
            for (int j = 0; j < i; j++)
            {
                if (members[i].Order >= 0 ? members[i].Order == members[j].Order : members[i].Key == members[j].Key)
                {
                    throw new ShapeException($"'{members[j].Name}' and '{members[i].Name}' have the same key or order");
                }
            }
        }
    }
}
