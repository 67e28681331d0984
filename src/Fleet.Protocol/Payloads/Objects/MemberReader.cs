using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.Serialization;

namespace Fleet.Protocol.Payloads.Objects;

/// <summary>Finds the members of a type: public properties and then public fields, those of base classes first, each in the order of its declaration.</summary>
internal static class MemberReader
{
    private const BindingFlags Declared = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    /// <summary>The members of a class or struct of an author.</summary>
    /// <param name="type">The type.</param>
    /// <param name="isContract">Whether only what has a <see cref="DataMemberAttribute"/> is a member.</param>
    public static IEnumerable<ObjectMember> OfObject(Type type, bool isContract)
    {
        var members = new List<ObjectMember>();
        Type[] ancestry = [.. Ancestry(type)];
        foreach (PropertyInfo property in ancestry.SelectMany(each => InOrder(each.GetProperties(Declared))))
        {
            if (property.GetMethod is { } getter && property.GetIndexParameters().Length == 0 && IsMember(property, getter.IsPublic, isContract))
            {
                Add(members, OfProperty(property, getter, isContract));
            }
        }

        foreach (FieldInfo field in ancestry.SelectMany(each => InOrder(each.GetFields(Declared))))
        {
            if (!field.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false) && IsMember(field, field.IsPublic, isContract))
            {
                Add(members, Named(field, field.FieldType, isContract) with { Field = field });
            }
        }

        return members;
    }

    /// <summary>The parts of a tuple or a pair.</summary>
    public static IEnumerable<ObjectMember> OfTuple(Type type)
    {
        string[] names = type.GetGenericTypeDefinition() == typeof(KeyValuePair<,>)
            ? ["Key", "Value"]
            : [.. Enumerable.Range(1, 7).Select(i => $"Item{i}").Append("Rest").Take(type.GetGenericArguments().Length)];
        for (int i = 0; i < names.Length; i++)
        {
            PropertyInfo? property = type.GetProperty(names[i]);
            FieldInfo? field = type.GetField(names[i]);
            yield return new ObjectMember
            {
                Name = names[i],
                Key = names[i],
                Order = i,
                Type = property?.PropertyType ?? field!.FieldType,
                Getter = property?.GetMethod,
                Field = field,
            };
        }
    }

    private static IEnumerable<Type> Ancestry(Type type) =>
        type.BaseType is { } ancestor && ancestor != typeof(object) ? Ancestry(ancestor).Append(type) : [type];

    private static IEnumerable<TMember> InOrder<TMember>(TMember[] members)
        where TMember : MemberInfo => members.OrderBy(member => member.MetadataToken);

    private static bool IsMember(MemberInfo member, bool isPublic, bool isContract)
    {
        bool isMarked = isContract && member.IsDefined(typeof(DataMemberAttribute), inherit: true);
        if (isMarked && !isPublic)
        {
            throw new ShapeException($"'{member.Name}' is a data member and not public");
        }

        return isPublic && (isMarked || !isContract) && !member.IsDefined(typeof(IgnoreDataMemberAttribute), inherit: true);
    }

    private static ObjectMember OfProperty(PropertyInfo property, MethodInfo getter, bool isContract)
    {
        ObjectMember member = Named(property, property.PropertyType, isContract) with { Getter = getter, Setter = property.SetMethod };

        // "List<string> Names { get; } = []" is written, so it must be read: by the field that the compiler made for it.
        return member.Setter is not null ? member : member with { Field = property.DeclaringType!.GetField($"<{property.Name}>k__BackingField", Declared) };
    }

    private static ObjectMember Named(MemberInfo member, Type type, bool isContract)
    {
        DataMemberAttribute? marked = isContract ? member.GetCustomAttribute<DataMemberAttribute>() : null;
        return new ObjectMember { Name = member.Name, Key = marked?.Name ?? member.Name, Order = marked?.Order ?? -1, Type = type };
    }

    /// <summary>A member that overrides or hides one of a base class takes its place.</summary>
    private static void Add(List<ObjectMember> members, ObjectMember member)
    {
        int place = members.FindIndex(each => each.Name == member.Name);
        if (place < 0)
        {
            members.Add(member);
            return;
        }

        // An override of the getter alone still has the setter of the base class.
        bool isOverride = member.Getter is not null && members[place].Getter?.GetBaseDefinition() == member.Getter.GetBaseDefinition();
        members[place] = isOverride && !member.CanSet ? member with { Setter = members[place].Setter, Field = members[place].Field } : member;
    }
}
