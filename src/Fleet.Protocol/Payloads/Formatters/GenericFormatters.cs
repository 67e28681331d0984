using System.Collections.Concurrent;

namespace Fleet.Protocol.Payloads.Formatters;

/// <summary>
/// Generic types by their definition, and their formatters. A formatter takes the same type arguments; where it has one more, that is the type itself and the first.
/// </summary>
internal static class GenericFormatters
{
    public static readonly Dictionary<Type, Type> Known = new()
    {
        [typeof(List<>)] = typeof(ListFormatter<,>),
        [typeof(IList<>)] = typeof(ListFormatter<,>),
        [typeof(ICollection<>)] = typeof(ListFormatter<,>),
        [typeof(IEnumerable<>)] = typeof(ReadOnlySequenceFormatter<,>),
        [typeof(IReadOnlyCollection<>)] = typeof(ReadOnlySequenceFormatter<,>),
        [typeof(IReadOnlyList<>)] = typeof(ReadOnlySequenceFormatter<,>),
        [typeof(HashSet<>)] = typeof(HashSetFormatter<,>),
        [typeof(ISet<>)] = typeof(HashSetFormatter<,>),
        [typeof(IReadOnlySet<>)] = typeof(HashSetFormatter<,>),
        [typeof(Dictionary<,>)] = typeof(DictionaryFormatter<,,>),
        [typeof(IDictionary<,>)] = typeof(DictionaryFormatter<,,>),
        [typeof(IReadOnlyDictionary<,>)] = typeof(DictionaryFormatter<,,>),
        [typeof(ConcurrentDictionary<,>)] = typeof(ConcurrentDictionaryFormatter<,>),
    };
}
