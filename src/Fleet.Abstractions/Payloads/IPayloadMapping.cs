using System.ComponentModel;

namespace Fleet;

/// <summary>How the members of one message type are written and read, generated when its assembly is compiled. Not for use by hand.</summary>
/// <remarks>It says which members there are, not what their bytes look like: those are the affair of the writer and the reader.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IPayloadMapping<T>
{
    /// <summary>The members that the writer and the reader have no method of their own for; whether they can be sent is looked at before the first message.</summary>
    static abstract PayloadMember[] Members { get; }

    /// <summary>Writes the members of a value that is not null.</summary>
    static abstract void Write<TWriter>(ref TWriter writer, T value)
        where TWriter : struct, IPayloadWriter, allows ref struct;

    /// <summary>Reads the members of a value that is not nil, and makes it.</summary>
    static abstract T Read<TReader>(ref TReader reader)
        where TReader : struct, IPayloadReader, allows ref struct;
}
