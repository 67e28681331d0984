using System.Collections;
using System.Globalization;
using System.Numerics;
using System.Reflection;
using System.Runtime.CompilerServices;
using Fleet.TestKit.Fuzzing;

namespace Fleet.Generators.Tests.Mappings;

/// <summary>Makes values of any message type, field by field: two types with the same fields get the same values from the same seed.</summary>
internal sealed class RandomValue(FuzzRandom random)
{
    private const int Deepest = 4;
    private static readonly string[] Texts = ["", "a", "héllo 👋", "31 characters of ASCII text here", new('x', 300), "\ud800", "\0"];

    public object? Make(Type type, int depth = 0)
    {
        if (Nullable.GetUnderlyingType(type) is { } value) return random.OneIn(3) ? null : Make(value, depth);
        if (!type.IsValueType && (depth > Deepest || (depth > 0 && random.OneIn(5)))) return null;
        if (type.IsEnum) return Enum.ToObject(type, Scalar(Type.GetTypeCode(type))!);
        if (Scalar(Type.GetTypeCode(type)) is { } scalar) return scalar;
        if (Other(type) is { } other) return other;
        if (type.IsArray) return Fill(Array.CreateInstance(type.GetElementType()!, random.Below(4)), type.GetElementType()!, depth);
        if (typeof(IDictionary).IsAssignableFrom(type)) return FillMap((IDictionary)Activator.CreateInstance(type)!, type.GetGenericArguments(), depth);
        if (typeof(IEnumerable).IsAssignableFrom(type)) return FillList((IList)Activator.CreateInstance(typeof(List<>).MakeGenericType(type.GetGenericArguments()))!, type.GetGenericArguments()[0], depth);
        var made = RuntimeHelpers.GetUninitializedObject(type);
        for (var each = type; each is not null && each != typeof(object); each = each.BaseType)
            foreach (var field in each.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly).OrderBy(field => field.MetadataToken))
                field.SetValue(made, Make(field.FieldType, depth + 1));
        return made;
    }

    private object? Scalar(TypeCode code) => code switch
    {
        TypeCode.Boolean => random.OneIn(2),
        TypeCode.SByte => unchecked((sbyte)random.Skewed()),
        TypeCode.Byte => unchecked((byte)random.Skewed()),
        TypeCode.Int16 => unchecked((short)random.Skewed()),
        TypeCode.UInt16 => unchecked((ushort)random.Skewed()),
        TypeCode.Int32 => unchecked((int)random.Skewed()),
        TypeCode.UInt32 => unchecked((uint)random.Skewed()),
        TypeCode.Int64 => random.Skewed(),
        TypeCode.UInt64 => unchecked((ulong)random.Skewed()),
        TypeCode.Char => unchecked((char)random.Skewed()),
        TypeCode.Single => BitConverter.Int32BitsToSingle((int)random.Bits()),
        TypeCode.Double => BitConverter.Int64BitsToDouble((long)random.Bits()),
        TypeCode.Decimal => new decimal((int)random.Bits(), (int)random.Bits(), (int)random.Bits(), random.OneIn(2), (byte)random.Below(29)),
        TypeCode.String => Texts[random.Below(Texts.Length)],
        TypeCode.DateTime => Time(),
        _ => null,
    };

    private object? Other(Type type) =>
        type == typeof(Guid) ? new Guid((int)random.Bits(), (short)random.Bits(), 3, 4, 5, 6, 7, 8, 9, 10, 11)
        : type == typeof(DateTimeOffset) ? new DateTimeOffset(DateTime.SpecifyKind(Time().AddDays(2), DateTimeKind.Unspecified), TimeSpan.FromMinutes(random.Below(1000) - 500))
        : type == typeof(TimeSpan) ? new TimeSpan(random.Skewed())
        : type == typeof(DateOnly) ? DateOnly.FromDayNumber(random.Below(DateOnly.MaxValue.DayNumber))
        : type == typeof(TimeOnly) ? new TimeOnly(random.Below(int.MaxValue))
        : type == typeof(BigInteger) ? BigInteger.Pow(random.Skewed(), random.Below(9))
        : type == typeof(Version) ? new Version(random.Below(9), random.Below(99))
        : type == typeof(Uri) ? new Uri("https://example.org/" + random.Below(1000).ToString(CultureInfo.InvariantCulture))
        : null;

    private DateTime Time() => new((long)(random.Bits() % (ulong)(DateTime.MaxValue.Ticks - (4 * TimeSpan.TicksPerDay))), DateTimeKind.Utc);

    private Array Fill(Array array, Type element, int depth)
    {
        for (var i = 0; i < array.Length; i++) array.SetValue(Make(element, depth + 1), i);
        return array;
    }

    private IList FillList(IList list, Type element, int depth)
    {
        for (var count = random.Below(4); count > 0; count--) list.Add(Make(element, depth + 1));
        return list;
    }

    private IDictionary FillMap(IDictionary map, Type[] types, int depth)
    {
        for (var count = random.Below(4); count > 0; count--) map[Make(types[0])!] = Make(types[1], depth + 1);
        return map;
    }
}
