namespace Fleet;

/// <summary>Which of the asked entities a cluster knows. An id that is not in it is one that the cluster does not know.</summary>
public sealed class FetchAnswer
{
    private readonly Dictionary<string, object> _values = new(StringComparer.Ordinal);

    internal IReadOnlyDictionary<string, object> Values => _values;

    /// <summary>Adds an entity, as a plain record or class of the author's own; it is mapped by member name.</summary>
    /// <param name="id">The id that was asked for.</param>
    /// <param name="value">The entity.</param>
    /// <returns>This answer.</returns>
    public FetchAnswer Add(string id, object value)
    {
        ArgumentNullException.ThrowIfNull(id);
        ArgumentNullException.ThrowIfNull(value);
        _values[id] = value;
        return this;
    }
}
