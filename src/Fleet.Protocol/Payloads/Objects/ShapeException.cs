namespace Fleet.Protocol.Payloads.Objects;

/// <summary>A type whose members or constructors are no contract; becomes a <see cref="PayloadException"/> that names the type.</summary>
internal sealed class ShapeException(string message) : Exception(message);
