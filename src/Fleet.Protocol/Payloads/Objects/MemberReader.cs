using System.Reflection;
using System.Runtime.Serialization;

namespace Fleet.Protocol.Payloads.Objects;

/// <summary>Finds the members of a type: public properties and then public fields, those of base classes first, each in the order of its declaration.</summary>
internal static class MemberReader
{
    private const BindingFlags Declared = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    /// <summary>The members of a class or struct of an author.</summary>
    /// <param name="type">The type.</param>
    /// <param name="isContract">Whether only what has a <see cref="DataMemberAttribute"/> is a member.</param>
    public static ObjectMember[] OfObject(Type type, bool isContract)
    {
        var members = new List<ObjectMember>();
        AddProperties(type, isContract, members);
        AddFields(type, isContract, members);
        return members.ToArray();
    }

    /// <summary>The parts of a tuple or a pair.</summary>
    public static ObjectMember[] OfTuple(Type type)
    {
        string[] names = type.GetGenericTypeDefinition() == typeof(KeyValuePair<,>)
            ? ["Key", "Value"]
            : ["Item1", "Item2", "Item3", "Item4", "Item5", "Item6", "Item7", "Rest"];
        var members = new ObjectMember[type.GetGenericArguments().Length];
        for (int i = 0; i < members.Length; i++)
        {
            PropertyInfo? property = type.GetProperty(names[i]);
            FieldInfo? field = type.GetField(names[i]);
            members[i] = new ObjectMember
            {
                Name = names[i],
                Key = names[i],
                Order = i,
                Type = property?.PropertyType ?? field!.FieldType,
                Getter = property?.GetMethod,
                Field = field,
            };
        }

        return members;
    }

    private static void AddProperties(Type type, bool isContract, List<ObjectMember> members)
    {
        if (type.BaseType is { } ancestor && ancestor != typeof(object))
        {
            AddProperties(ancestor, isContract, members);
        }

        PropertyInfo[] properties = type.GetProperties(Declared);
        SortByDeclaration(properties);
        foreach (PropertyInfo property in properties)
        {
            if (property.GetMethod is { IsStatic: false } getter && IsMember(property, getter.IsPublic, isContract) && property.GetIndexParameters().Length == 0)
            {
                ObjectMember member = Named(property, property.PropertyType, isContract, getter);
                member.Setter = property.SetMethod;

                // "List<string> Names { get; } = []" is written, so it must be read: by the field that the compiler made for it.
                member.Field = member.Setter is null ? type.GetField($"<{property.Name}>k__BackingField", Declared) : null;
                Add(members, member);
            }
        }
    }

    private static void AddFields(Type type, bool isContract, List<ObjectMember> members)
    {
        if (type.BaseType is { } ancestor && ancestor != typeof(object))
        {
            AddFields(ancestor, isContract, members);
        }

        FieldInfo[] fields = type.GetFields(Declared);
        SortByDeclaration(fields);
        foreach (FieldInfo field in fields)
        {
            if (IsMember(field, field.IsPublic, isContract))
            {
                ObjectMember member = Named(field, field.FieldType, isContract, getter: null);
                member.Field = field;
                Add(members, member);
            }
        }
    }

    /// <summary>Reflection gives members in the order of their declaration, and does not promise to.</summary>
    private static void SortByDeclaration(MemberInfo[] members)
    {
        for (int i = 1; i < members.Length; i++)
        {
            for (int j = i; j > 0 && members[j].MetadataToken < members[j - 1].MetadataToken; j--)
            {
                (members[j], members[j - 1]) = (members[j - 1], members[j]);
            }
        }
    }

    private static bool IsMember(MemberInfo member, bool isPublic, bool isContract)
    {
        if (!isContract)
        {
            return isPublic && !member.IsDefined(typeof(IgnoreDataMemberAttribute), inherit: false);
        }

        if (!member.IsDefined(typeof(DataMemberAttribute), inherit: false))
        {
            return false;
        }

        return isPublic ? true : throw new ShapeException($"'{member.Name}' is a data member and not public");
    }

    private static ObjectMember Named(MemberInfo member, Type type, bool isContract, MethodInfo? getter)
    {
        DataMemberAttribute? marked = isContract ? member.GetCustomAttribute<DataMemberAttribute>() : null;
        return new ObjectMember { Name = member.Name, Key = marked?.Name ?? member.Name, Order = marked?.Order ?? -1, Type = type, Getter = getter };
    }

    /// <summary>A member that overrides or hides one of a base class takes its place.</summary>
    private static void Add(List<ObjectMember> members, ObjectMember member)
    {
        for (int i = 0; i < members.Count; i++)
        {
            ObjectMember hidden = members[i];
            if (hidden.Name != member.Name)
            {
                continue;
            }

            // An override of the getter alone still has the setter of the base class.
            if (!member.CanSet && member.Getter is not null && hidden.Getter?.GetBaseDefinition() == member.Getter.GetBaseDefinition())
            {
                member.Setter = hidden.Setter;
                member.Field = hidden.Field;
            }

            members[i] = member;
            return;
        }

        members.Add(member);
    }
}
