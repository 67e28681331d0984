using System.Buffers;
using Fleet.Protocol.MessagePack;
using Fleet.Protocol.Payloads.Contracts;
using Fleet.Protocol.Payloads.Formatters;

namespace Fleet.Protocol.Payloads;

/// <summary>
/// Payloads as MessagePack-CSharp's contractless resolver writes them: an object is a map with its members' names; with
/// <see cref="System.Runtime.Serialization.DataContractAttribute"/> and an order at its members, an array.
/// </summary>
/// <remarks>
/// A receiver ignores members that it does not know and leaves out of account those that did not come: they keep what the constructor or the initialiser gave
/// them. Dates are read as UTC. Text is UTF-8, where half a surrogate pair becomes U+FFFD.
/// </remarks>
public sealed class ContractlessPayloadSerializer : IPayloadSerializer
{
    /// <inheritdoc/>
    public void Serialize<T>(T value, IBufferWriter<byte> output)
    {
        if (typeof(T) == typeof(object))
        {
            Serialize(value, value?.GetType() ?? typeof(string), output);
            return;
        }

        var writer = new MsgPackWriter(output);
        try
        {
            FormatterOf<T>.Instance.Write(ref writer, value);
        }
        catch (Exception e) when (e is not (PayloadException or OutOfMemoryException))
        {
            throw CannotWrite(typeof(T), e);
        }

        writer.Flush();
    }

    /// <inheritdoc/>
    public void Serialize(object? value, Type type, IBufferWriter<byte> output)
    {
        Formatter formatter = FormatterCatalog.Get(type);
        var writer = new MsgPackWriter(output);
        try
        {
            formatter.WriteObject(ref writer, value);
        }
        catch (Exception e) when (e is not (PayloadException or OutOfMemoryException))
        {
            throw CannotWrite(type, e);
        }

        writer.Flush();
    }

    /// <inheritdoc/>
    public T? Deserialize<T>(ReadOnlySpan<byte> payload)
    {
        Formatter<T> formatter = FormatterOf<T>.Instance;
        var reader = new MsgPackReader(payload);
        T? value;
        try
        {
            value = formatter.Read(ref reader);
        }
        catch (Exception e) when (e is not (FleetException or OutOfMemoryException))
        {
            throw CannotRead(typeof(T), e);
        }

        reader.ExpectEnd();
        return value;
    }

    /// <inheritdoc/>
    public object? Deserialize(ReadOnlySpan<byte> payload, Type type)
    {
        Formatter formatter = FormatterCatalog.Get(type);
        var reader = new MsgPackReader(payload);
        object? value;
        try
        {
            value = formatter.ReadObject(ref reader);
        }
        catch (Exception e) when (e is not (FleetException or OutOfMemoryException))
        {
            throw CannotRead(type, e);
        }

        reader.ExpectEnd();
        return value;
    }

    private static PayloadException CannotWrite(Type type, Exception e) => e is MsgPackException { Error: MsgPackError.TooDeep }
        ? new PayloadException($"{TypeNames.Full(type)} cannot be sent: it holds more than {MsgPackLimits.MaxDepth} objects inside one another, or itself.", e)
        : new PayloadException($"{TypeNames.Full(type)} cannot be sent: {e.GetType().Name} while it was written: {e.Message}", e);

    private static PayloadException CannotRead(Type type, Exception e) =>
        new($"{TypeNames.Full(type)} cannot be read: {e.GetType().Name} in its own code: {e.Message}", e);
}
