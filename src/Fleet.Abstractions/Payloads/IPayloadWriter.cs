using System.ComponentModel;

namespace Fleet;

/// <summary>What generated mappings write by. Not for use by hand.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IPayloadWriter
{
    /// <summary>Begins an object; as many pairs of name and value must follow.</summary>
    void BeginObject(int members);

    /// <summary>Writes the name of the member whose value comes next.</summary>
    /// <param name="utf8">The name, in valid UTF-8.</param>
    void WriteName(scoped ReadOnlySpan<byte> utf8);

    /// <summary>Writes true or false.</summary>
    void WriteBool(bool value);

    /// <summary>Writes an integer that fits into 32 bits.</summary>
    void WriteInt32(int value);

    /// <summary>Writes an unsigned integer of 32 bits.</summary>
    void WriteUInt32(uint value);

    /// <summary>Writes an integer.</summary>
    void WriteInt64(long value);

    /// <summary>Writes an unsigned integer.</summary>
    void WriteUInt64(ulong value);

    /// <summary>Writes a number of single precision.</summary>
    void WriteSingle(float value);

    /// <summary>Writes a number of double precision.</summary>
    void WriteDouble(double value);

    /// <summary>Writes text or nil.</summary>
    void WriteText(string? value);

    /// <summary>Writes a point in time.</summary>
    void WriteTimestamp(DateTime value);

    /// <summary>Writes a value of any other type that can be sent.</summary>
    void Write<T>(T value);
}
