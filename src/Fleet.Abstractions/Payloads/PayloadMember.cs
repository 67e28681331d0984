using System.ComponentModel;

namespace Fleet;

/// <summary>A member of a message type, and its type. Not for use by hand.</summary>
/// <param name="Name">The name in the author's code.</param>
/// <param name="Type">The type.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct PayloadMember(string Name, Type Type);
