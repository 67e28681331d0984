using Fleet.Protocol.MessagePack;

namespace Fleet.Protocol.Payloads.Formatters;

/// <summary>How one type is written and read; there is one object per type, made once.</summary>
internal abstract class Formatter
{
    /// <summary>Writes a value whose type was known only at run time.</summary>
    public abstract void WriteObject(ref MsgPackWriter writer, object? value);

    /// <summary>Reads a value whose type was known only at run time.</summary>
    public abstract object? ReadObject(ref MsgPackReader reader);
}

/// <inheritdoc cref="Formatter"/>
internal abstract class Formatter<T> : Formatter
{
    /// <summary>Writes a value, or nil for null.</summary>
    public abstract void Write(ref MsgPackWriter writer, T? value);

    /// <summary>Reads a value, or null for nil where the type can be null.</summary>
    public abstract T? Read(ref MsgPackReader reader);

    public sealed override void WriteObject(ref MsgPackWriter writer, object? value)
    {
        if (value is null)
        {
            writer.WriteNil();
        }
        else
        {
            Write(ref writer, (T)value);
        }
    }

    public sealed override object? ReadObject(ref MsgPackReader reader) => Read(ref reader);
}
