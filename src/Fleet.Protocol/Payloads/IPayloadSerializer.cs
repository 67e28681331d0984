using System.Buffers;
using Fleet.Protocol.MessagePack;

namespace Fleet.Protocol.Payloads;

/// <summary>Turns an author's messages into payload bytes and back.</summary>
/// <remarks>
/// Implementations are safe for use by many threads at once. Every member throws <see cref="PayloadException"/> where a type cannot be
/// a message or the author's own code threw, and <see cref="MsgPackException"/>
/// where bytes are not a value of the type, or a value is too deep.
/// </remarks>
public interface IPayloadSerializer
{
    /// <summary>Writes a value as its declared type; members of a derived type are not written.</summary>
    /// <param name="value">The value; null is written as nil.</param>
    /// <param name="output">Where to. On failure it may have been given a part of the payload.</param>
    void Serialize<T>(T value, IBufferWriter<byte> output);

    /// <summary>Writes a value as a type that is known only at run time.</summary>
    /// <param name="value">The value, which is of type <paramref name="type"/> or derived from it; null is written as nil.</param>
    /// <param name="type">What to write it as, commonly <c>value.GetType()</c>.</param>
    /// <param name="output">Where to. On failure it may have been given a part of the payload.</param>
    void Serialize(object? value, Type type, IBufferWriter<byte> output);

    /// <summary>Reads a value that fills the payload.</summary>
    /// <returns>The value; null only where the payload is nil and the type can be null.</returns>
    T? Deserialize<T>(ReadOnlySpan<byte> payload);

    /// <summary>Reads a value of a type that is known only at run time; it must fill the payload.</summary>
    /// <returns>The value; null only where the payload is nil and the type can be null.</returns>
    object? Deserialize(ReadOnlySpan<byte> payload, Type type);
}
