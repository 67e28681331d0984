using System.Reflection;

namespace Fleet.Protocol.Payloads.Objects;

/// <summary>What a member is when the sender did not send it and a constructor asks for it.</summary>
internal static class DefaultValues
{
    /// <summary>The default that the author wrote at the constructor's parameter, boxed; null where there is none but the type's own.</summary>
    public static object? Of(ConstructorInfo? constructor, ObjectMember member)
    {
        if (member.Parameter < 0 || constructor?.GetParameters()[member.Parameter] is not { HasDefaultValue: true, DefaultValue: { } value })
        {
            return null;
        }

        // The default of an enum parameter is kept as the integer where the parameter can be null.
        Type bare = Nullable.GetUnderlyingType(member.Type) ?? member.Type;
        return bare.IsEnum ? Enum.ToObject(bare, value) : bare.IsInstanceOfType(value) ? value : null;
    }
}
