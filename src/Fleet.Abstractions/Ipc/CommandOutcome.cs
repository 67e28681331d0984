using System.Diagnostics.CodeAnalysis;

namespace Fleet;

/// <summary>How a command to one member of a group ended.</summary>
/// <param name="From">The slot that was asked.</param>
/// <param name="Value">The reply, where there is one.</param>
/// <param name="Error">Why there is no reply; null where there is one.</param>
public sealed record CommandOutcome<TReply>(SlotName From, TReply? Value, CommandException? Error)
{
    /// <summary>Whether there is a reply.</summary>
    [MemberNotNullWhen(false, nameof(Error))]
    public bool Succeeded => Error is null;
}
