namespace Fleet;

/// <summary>A message without content: what a contract's method sends that takes no message, and answers that returns no value.</summary>
/// <remarks>On the wire an object without members, so that a method may be given a message later: who does not know of it goes on.</remarks>
public sealed record EmptyMessage
{
    /// <summary>The one that need be.</summary>
    public static EmptyMessage Instance { get; } = new();
}
