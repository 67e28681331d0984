using System.ComponentModel;

namespace Fleet;

/// <summary>Takes a generated mapping with its type known, so that nobody has to make a type at run time. Not for use by hand.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IPayloadMappingTaker
{
    /// <summary>Takes the mapping of a type.</summary>
    void Take<T, TMapping>()
        where TMapping : struct, IPayloadMapping<T>;
}
