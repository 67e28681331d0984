using Fleet.Protocol.Payloads.Contracts;

namespace Fleet.Protocol.Payloads.Formatters;

/// <summary>Which formatter a type gets that is made of others: arrays, collections, nullable values, enums.</summary>
internal static class CollectionFormatters
{
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
            Type? formatter = definition == typeof(Nullable<>) ? typeof(NullableFormatter<>)
                : !Sendability.IsOfFramework(definition) ? null
                : GenericFormatters.Known.GetValueOrDefault(definition) ?? ImmutableFormatters.For(definition);
            if (formatter is not null)
            {
                bool takesWhole = formatter.GetGenericArguments().Length > arguments.Length;
                return new(formatter.MakeGenericType(takesWhole ? [type, .. arguments] : arguments), arguments);
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
