using System.Reflection;

namespace Fleet.Protocol.Payloads.Objects;

/// <summary>A property or field that is on the wire.</summary>
internal sealed class ObjectMember
{
    /// <summary>The name in the author's code.</summary>
    public required string Name { get; init; }

    /// <summary>The key in a map.</summary>
    public required string Key { get; init; }

    /// <summary>The place in an array; -1 in a map.</summary>
    public int Order { get; init; } = -1;

    /// <summary>The type.</summary>
    public required Type Type { get; init; }

    /// <summary>How to get it, where it is a property.</summary>
    public MethodInfo? Getter { get; init; }

    /// <summary>How to set it, where it is a property with a setter of any kind.</summary>
    public MethodInfo? Setter { get; set; }

    /// <summary>The field, or the field behind a property that has no setter.</summary>
    public FieldInfo? Field { get; set; }

    /// <summary>The parameter of the constructor that it is given to; -1 for none.</summary>
    public int Parameter { get; set; } = -1;

    /// <summary>Whether it can be set once the object is there.</summary>
    public bool CanSet => Setter is not null || Field is not null;

    /// <summary>Whether it is read at all; what is only computed is written and skipped.</summary>
    public bool IsRead => Parameter >= 0 || CanSet;
}
