using System.Numerics;
using Fleet.Protocol.Payloads.Contracts;

namespace Fleet.Protocol.Payloads.Formatters;

/// <summary>The formatters of types that have no types inside them. Each is made when it is first asked for, as a process needs few of them.</summary>
internal static class ScalarFormatters
{
    /// <summary>The formatter of a scalar; null for any other type.</summary>
    public static Formatter? Make(Type type) => type.IsEnum ? null : Type.GetTypeCode(type) switch
    {
        TypeCode.Boolean => new BooleanFormatter(),
        TypeCode.SByte => new SByteFormatter(),
        TypeCode.Byte => new ByteFormatter(),
        TypeCode.Int16 => new Int16Formatter(),
        TypeCode.UInt16 => new UInt16Formatter(),
        TypeCode.Int32 => new Int32Formatter(),
        TypeCode.UInt32 => new UInt32Formatter(),
        TypeCode.Int64 => new Int64Formatter(),
        TypeCode.UInt64 => new UInt64Formatter(),
        TypeCode.Single => new SingleFormatter(),
        TypeCode.Double => new DoubleFormatter(),
        TypeCode.Decimal => new DecimalFormatter(),
        TypeCode.Char => new CharFormatter(),
        TypeCode.String => new StringFormatter(),
        TypeCode.DateTime => new DateTimeFormatter(),
        TypeCode.Object => MakeOther(type),
        TypeCode.Empty or TypeCode.DBNull => null,
    };

    private static Formatter? MakeOther(Type type) => !type.IsArray && !Sendability.IsOfFramework(type) ? null : Others.Known.TryGetValue(type, out Func<Formatter>? make) ? make() : null;

    /// <summary>Apart, so that it is not built for the objects that ask in vain.</summary>
    private static class Others
    {
        public static readonly Dictionary<Type, Func<Formatter>> Known = new()
        {
            [typeof(BigInteger)] = () => new BigIntegerFormatter(),
            [typeof(Guid)] = () => new GuidFormatter(),
            [typeof(Version)] = () => new VersionFormatter(),
            [typeof(Uri)] = () => new UriFormatter(),
            [typeof(DateTimeOffset)] = () => new DateTimeOffsetFormatter(),
            [typeof(TimeSpan)] = () => new TimeSpanFormatter(),
            [typeof(DateOnly)] = () => new DateOnlyFormatter(),
            [typeof(TimeOnly)] = () => new TimeOnlyFormatter(),
            [typeof(byte[])] = () => new ByteArrayFormatter(),
            [typeof(Memory<byte>)] = () => new MemoryFormatter(),
            [typeof(ReadOnlyMemory<byte>)] = () => new ReadOnlyMemoryFormatter(),
            [typeof(ArraySegment<byte>)] = () => new ByteSegmentFormatter(),
        };
    }
}
