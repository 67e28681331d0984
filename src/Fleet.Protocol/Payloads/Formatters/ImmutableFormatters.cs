using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Fleet.Protocol.Payloads.Formatters;

/// <summary>As <see cref="GenericFormatters"/>, for the collections of an assembly of their own, which is loaded only for those who use them.</summary>
internal static class ImmutableFormatters
{
    /// <summary>The formatter of a generic type; null for one that is not of these.</summary>
    public static Type? For(Type definition) =>
        definition.Namespace is "System.Collections.Immutable" or "System.Collections.Frozen" ? Table.Known.GetValueOrDefault(definition) : null;

    private static class Table
    {
        public static readonly Dictionary<Type, Type> Known = new()
        {
            [typeof(ImmutableArray<>)] = typeof(ImmutableArrayFormatter<>),
            [typeof(ImmutableList<>)] = typeof(ImmutableListFormatter<,>),
            [typeof(IImmutableList<>)] = typeof(ImmutableListFormatter<,>),
            [typeof(ImmutableHashSet<>)] = typeof(ImmutableHashSetFormatter<,>),
            [typeof(IImmutableSet<>)] = typeof(ImmutableHashSetFormatter<,>),
            [typeof(ImmutableDictionary<,>)] = typeof(ImmutableDictionaryFormatter<,,>),
            [typeof(IImmutableDictionary<,>)] = typeof(ImmutableDictionaryFormatter<,,>),
            [typeof(FrozenSet<>)] = typeof(FrozenSetFormatter<>),
            [typeof(FrozenDictionary<,>)] = typeof(FrozenDictionaryFormatter<,>),
        };
    }
}
