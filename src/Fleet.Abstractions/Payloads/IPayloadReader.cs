using System.ComponentModel;

namespace Fleet;

/// <summary>What generated mappings read by; bytes that are no such value end in an exception. Not for use by hand.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IPayloadReader
{
    /// <summary>Begins an object.</summary>
    /// <returns>How many pairs of name and value follow.</returns>
    int BeginObject();

    /// <summary>Reads the name of a member.</summary>
    /// <param name="names">The names that are known, in UTF-8.</param>
    /// <param name="expected">The number of the one that comes next if the sender is built of the same code.</param>
    /// <returns>The number of the name; -1 for one that is not known, whose value is to be skipped.</returns>
    int ReadName(byte[][] names, int expected);

    /// <summary>Moves past a value, with all that is inside it.</summary>
    void Skip();

    /// <summary>Refuses an object that has a member twice.</summary>
    void RefuseDuplicate();

    /// <summary>Reads true or false.</summary>
    bool ReadBool();

    /// <summary>Reads an integer.</summary>
    sbyte ReadSByte();

    /// <summary>Reads an integer.</summary>
    byte ReadByte();

    /// <summary>Reads an integer.</summary>
    short ReadInt16();

    /// <summary>Reads an integer.</summary>
    ushort ReadUInt16();

    /// <summary>Reads an integer.</summary>
    int ReadInt32();

    /// <summary>Reads an integer.</summary>
    uint ReadUInt32();

    /// <summary>Reads an integer.</summary>
    long ReadInt64();

    /// <summary>Reads an integer.</summary>
    ulong ReadUInt64();

    /// <summary>Reads a number.</summary>
    float ReadSingle();

    /// <summary>Reads a number.</summary>
    double ReadDouble();

    /// <summary>Reads text or nil.</summary>
    string? ReadText();

    /// <summary>Reads a point in time, as UTC.</summary>
    DateTime ReadTimestamp();

    /// <summary>Reads a value of any other type.</summary>
    T? Read<T>();
}
