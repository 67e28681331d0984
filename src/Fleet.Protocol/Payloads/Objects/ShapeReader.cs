using System.Runtime.Serialization;
using Fleet.Protocol.Payloads.Contracts;

namespace Fleet.Protocol.Payloads.Objects;

/// <summary>Reads off a type what of it is on the wire.</summary>
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
            members = [.. MemberReader.OfTuple(type)];
        }
        else
        {
            bool isContract = type.IsDefined(typeof(DataContractAttribute), inherit: false);
            members = [.. MemberReader.OfObject(type, isContract)];
            if (Array.Exists(members, member => member.Order >= 0))
            {
                layout = ObjectLayout.Array;
                members = Ordered(members);
            }
            else
            {
                RefuseTwice(members, member => member.Key);
            }
        }

        return new ObjectShape(type, members, layout, ConstructorChoice.Make(type, members));
    }

    private static ObjectMember[] Ordered(ObjectMember[] members)
    {
        if (Array.Find(members, member => member.Order < 0) is { } missing)
        {
            throw new ShapeException($"some members have an Order and '{missing.Name}' has none");
        }

        if (Array.Find(members, member => member.Order > MaxOrder) is { } large)
        {
            throw new ShapeException($"the Order of '{large.Name}' is above {MaxOrder}");
        }

        RefuseTwice(members, member => member.Order);
        return [.. members.OrderBy(member => member.Order)];
    }

    private static void RefuseTwice<TKey>(ObjectMember[] members, Func<ObjectMember, TKey> key)
    {
        if (members.GroupBy(key).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw new ShapeException($"{string.Join(" and ", twice.Select(member => $"'{member.Name}'"))} have the same key {twice.Key}");
        }
    }
}
