using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Collections.Immutable;
using Fleet.Protocol.Payloads.Contracts;

namespace Fleet.Protocol.Payloads.Formatters;

/// <summary>Which formatter a type gets that is made of others: arrays, collections, nullable values, enums.</summary>
internal static class CollectionFormatters
{
    /// <summary>Generic types by their definition, and formatters that take the same type arguments behind the type itself.</summary>
    private static readonly Dictionary<Type, Type> OfWhole = new()
    {
        [typeof(List<>)] = typeof(ListFormatter<,>),
        [typeof(IList<>)] = typeof(ListFormatter<,>),
        [typeof(ICollection<>)] = typeof(ListFormatter<,>),
        [typeof(IEnumerable<>)] = typeof(ReadOnlySequenceFormatter<,>),
        [typeof(IReadOnlyCollection<>)] = typeof(ReadOnlySequenceFormatter<,>),
        [typeof(IReadOnlyList<>)] = typeof(ReadOnlySequenceFormatter<,>),
        [typeof(ImmutableList<>)] = typeof(ImmutableListFormatter<,>),
        [typeof(IImmutableList<>)] = typeof(ImmutableListFormatter<,>),
        [typeof(HashSet<>)] = typeof(HashSetFormatter<,>),
        [typeof(ISet<>)] = typeof(HashSetFormatter<,>),
        [typeof(IReadOnlySet<>)] = typeof(HashSetFormatter<,>),
        [typeof(ImmutableHashSet<>)] = typeof(ImmutableHashSetFormatter<,>),
        [typeof(IImmutableSet<>)] = typeof(ImmutableHashSetFormatter<,>),
        [typeof(Dictionary<,>)] = typeof(DictionaryFormatter<,,>),
        [typeof(IDictionary<,>)] = typeof(DictionaryFormatter<,,>),
        [typeof(IReadOnlyDictionary<,>)] = typeof(DictionaryFormatter<,,>),
        [typeof(ImmutableDictionary<,>)] = typeof(ImmutableDictionaryFormatter<,,>),
        [typeof(IImmutableDictionary<,>)] = typeof(ImmutableDictionaryFormatter<,,>),
    };

    /// <summary>Generic types by their definition, and formatters that take the same type arguments.</summary>
    private static readonly Dictionary<Type, Type> OfArguments = new()
    {
        [typeof(Nullable<>)] = typeof(NullableFormatter<>),
        [typeof(ImmutableArray<>)] = typeof(ImmutableArrayFormatter<>),
        [typeof(FrozenSet<>)] = typeof(FrozenSetFormatter<>),
        [typeof(FrozenDictionary<,>)] = typeof(FrozenDictionaryFormatter<,>),
        [typeof(ConcurrentDictionary<,>)] = typeof(ConcurrentDictionaryFormatter<,>),
    };

    /// <summary>The formatter of a type that is made of others; null for a type that is none of these.</summary>
    public static FormatterDescription? Describe(Type type)
    {
        if (type.ContainsGenericParameters)
        {
            return null;
        }

        if (type.IsSZArray && !type.GetElementType()!.IsPointer)
        {
            Type element = type.GetElementType()!;
            return new(typeof(ArrayFormatter<>).MakeGenericType(element), element);
        }

        if (type.IsEnum)
        {
            Type integer = type.GetEnumUnderlyingType();
            return new(typeof(EnumFormatter<,>).MakeGenericType(type, integer), integer);
        }

        if (type.IsGenericType)
        {
            Type definition = type.GetGenericTypeDefinition();
            Type[] arguments = type.GetGenericArguments();
            if (OfWhole.TryGetValue(definition, out Type? formatter))
            {
                return new(formatter.MakeGenericType([type, .. arguments]), arguments);
            }

            if (OfArguments.TryGetValue(definition, out formatter))
            {
                return new(formatter.MakeGenericType(arguments), arguments);
            }
        }

        return DescribeAdded(type);
    }

    /// <summary>Classes that can be made empty and added to: the author's own, or less common ones of .NET such as SortedSet.</summary>
    private static FormatterDescription? DescribeAdded(Type type)
    {
        bool canBeEmpty = type.IsValueType ? !Sendability.IsOfFramework(type) : type.GetConstructor(Type.EmptyTypes) is not null;
        if (type.IsAbstract || !canBeEmpty)
        {
            return null;
        }

        Type[]? pair = ArgumentsOf(type, typeof(IDictionary<,>));
        if (pair is not null)
        {
            return new(typeof(AddedMapFormatter<,,>).MakeGenericType([type, .. pair]), pair);
        }

        Type[]? element = ArgumentsOf(type, typeof(ICollection<>));
        return element is null ? null : new(typeof(CollectionFormatter<,>).MakeGenericType([type, .. element]), element);
    }

    private static Type[]? ArgumentsOf(Type type, Type definition) =>
        Array.Find(type.GetInterfaces(), each => each.IsGenericType && each.GetGenericTypeDefinition() == definition)?.GetGenericArguments();
}
