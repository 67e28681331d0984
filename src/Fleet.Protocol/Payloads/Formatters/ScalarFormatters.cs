using System.Numerics;

namespace Fleet.Protocol.Payloads.Formatters;

/// <summary>The formatters of types that have no types inside them.</summary>
internal static class ScalarFormatters
{
    public static Dictionary<Type, Formatter> All() => new()
    {
        [typeof(bool)] = new BooleanFormatter(),
        [typeof(sbyte)] = new SByteFormatter(),
        [typeof(byte)] = new ByteFormatter(),
        [typeof(short)] = new Int16Formatter(),
        [typeof(ushort)] = new UInt16Formatter(),
        [typeof(int)] = new Int32Formatter(),
        [typeof(uint)] = new UInt32Formatter(),
        [typeof(long)] = new Int64Formatter(),
        [typeof(ulong)] = new UInt64Formatter(),
        [typeof(float)] = new SingleFormatter(),
        [typeof(double)] = new DoubleFormatter(),
        [typeof(decimal)] = new DecimalFormatter(),
        [typeof(BigInteger)] = new BigIntegerFormatter(),
        [typeof(char)] = new CharFormatter(),
        [typeof(string)] = new StringFormatter(),
        [typeof(Guid)] = new GuidFormatter(),
        [typeof(Version)] = new VersionFormatter(),
        [typeof(Uri)] = new UriFormatter(),
        [typeof(DateTime)] = new DateTimeFormatter(),
        [typeof(DateTimeOffset)] = new DateTimeOffsetFormatter(),
        [typeof(TimeSpan)] = new TimeSpanFormatter(),
        [typeof(DateOnly)] = new DateOnlyFormatter(),
        [typeof(TimeOnly)] = new TimeOnlyFormatter(),
        [typeof(byte[])] = new ByteArrayFormatter(),
        [typeof(Memory<byte>)] = new MemoryFormatter(),
        [typeof(ReadOnlyMemory<byte>)] = new ReadOnlyMemoryFormatter(),
        [typeof(ArraySegment<byte>)] = new ByteSegmentFormatter(),
    };
}
