using System.Reflection;

namespace Fleet.Protocol.Payloads.Objects;

/// <summary>What of a type is on the wire, and how an object of it is made.</summary>
/// <param name="type">The type.</param>
/// <param name="members">The members in the order of the wire.</param>
/// <param name="layout">As a map or as an array.</param>
/// <param name="constructor">What makes an object; null for a struct that is made of zeros.</param>
/// <param name="arguments">The member that each parameter of the constructor takes.</param>
internal sealed class ObjectShape(Type type, ObjectMember[] members, ObjectLayout layout, ConstructorInfo? constructor, int[] arguments)
{
    public Type Type { get; } = type;

    public ObjectMember[] Members { get; } = members;

    public ObjectLayout Layout { get; } = layout;

    public ConstructorInfo? Constructor { get; } = constructor;

    public int[] Arguments { get; } = arguments;
}
