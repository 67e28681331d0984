using System.Runtime.Serialization;
using Fleet.Protocol.MessagePack;
using Fleet.Protocol.Payloads.Formatters;

namespace Fleet.Protocol.Tests.Payloads;

public sealed class HostilePayloadTests
{
    private const int Mebibyte = 1 << 20;

    [Fact]
    public void Read_ValidPayloadCutAnywhere_IsTruncated()
    {
        byte[] bytes = Wire.Write(new Everything());
        Wire.Serializer.Deserialize<Everything>(bytes).ShouldNotBeNull();
        for (int length = 0; length < bytes.Length; length++)
        {
            Fails<Everything>(bytes.AsSpan(0, length), MsgPackError.Truncated);
        }
    }

    [Fact]
    public void Read_BytesBehindTheValue_AreRefused()
    {
        Fails<int>([1, 2], MsgPackError.TrailingBytes);
        Fails<Person>([.. Wire.Write(new Person("Ada", 36)), 0xc0], MsgPackError.TrailingBytes);
    }

    [Fact]
    public void Read_NestedDeeperThanTheLimit_IsRefused()
    {
        // A recursive contract: nested {"Next": ...} without end.
        byte[] one = [0x81, 0xa4, (byte)'N', (byte)'e', (byte)'x', (byte)'t'];
        byte[] bytes = new byte[Mebibyte / one.Length * one.Length];
        for (int i = 0; i < bytes.Length; i += one.Length)
        {
            one.CopyTo(bytes, i);
        }

        Fails<Chain>(bytes, MsgPackError.TooDeep);
        byte[] arrays = new byte[Mebibyte];
        arrays.AsSpan().Fill(0x91);
        Fails<List<Nest>>(arrays, MsgPackError.TooDeep);
        Fails<Chain>([0x81, 0xa1, (byte)'x', .. arrays], MsgPackError.TooDeep);
    }

    [Theory]
    [InlineData("ddffffffff")]
    [InlineData("dd000fffff")]
    [InlineData("dcffff00")]
    public void Read_CountBeyondTheBytes_AllocatesNothingForIt(string hex)
    {
        byte[] bytes = Convert.FromHexString(hex);
        FailToRead();

        // The first time has also built the formatters.
        long before = GC.GetAllocatedBytesForCurrentThread();
        FailToRead();
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(65_536);

        void FailToRead()
        {
            Fails<Big[]>(bytes, MsgPackError.Truncated);
            Fails<List<long>>(bytes, MsgPackError.Truncated);
            Fails<HashSet<Guid>>(bytes, MsgPackError.Truncated);
        }
    }

    [Fact]
    public void Read_MebibyteOfWrongElements_AllocatesForTheFirstThousandAtMost()
    {
        byte[] bytes = new byte[Mebibyte];
        bytes.AsSpan().Fill(0xc0);
        new byte[] { 0xdd, 0x00, 0x0f, 0xff, 0xfb }.CopyTo(bytes, 0);
        Fails<List<Big>>(bytes, MsgPackError.WrongType);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Fails<List<Big>>(bytes, MsgPackError.WrongType);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(128 * 1024);
    }

    [Theory]
    [InlineData("82 a44e616d65 a161 a44e616d65 a162")]
    [InlineData("83 a3416765 01 a44e616d65 a161 a3416765 02")]
    public void Object_WithAMemberTwice_IsRefused(string hex) => Fails<Person>(Bytes(hex), MsgPackError.DuplicateKey);

    [Fact]
    public void Map_WithAKeyTwice_IsRefused()
    {
        Fails<Dictionary<string, int>>(Bytes("82 a16101 a16102"), MsgPackError.DuplicateKey);
        Fails<Dictionary<int, int>>(Bytes("82 0101 cc0102"), MsgPackError.DuplicateKey);
        Fails<Dictionary<string, int>>(Bytes("81 c001"), MsgPackError.Malformed);
        Wire.Read<HashSet<int>>("92 01 cc01")!.Count.ShouldBe(1);
    }

    [Fact]
    public void Read_AnotherKindOrForm_IsRefused()
    {
        Fails<Person>([0x90], MsgPackError.WrongType);
        Fails<Dco>([0x80], MsgPackError.WrongType);
        Fails<Point>([0xc0], MsgPackError.WrongType);
        Fails<int>([0xc0], MsgPackError.WrongType);
        Fails<Color>(Bytes("cf0000000100000000"), MsgPackError.OutOfRange);
        Fails<Small>(Bytes("cd0100"), MsgPackError.OutOfRange);
        Fails<Guid>(Bytes("a3616263"), MsgPackError.Malformed);
        Fails<Guid>(Bytes("d92530303131323233332d343435352d363637372d383839392d61616262636364646565666678"), MsgPackError.Malformed);
        Fails<decimal>(Bytes("a131".Replace("31", "78", StringComparison.Ordinal)), MsgPackError.Malformed);
        Fails<decimal>([0xd9, 200, .. new byte[200]], MsgPackError.TooLong);
        Fails<Version>(Bytes("a178"), MsgPackError.Malformed);
        Fails<DateOnly>(Bytes("ff"), MsgPackError.OutOfRange);
        Fails<TimeOnly>(Bytes("ff"), MsgPackError.OutOfRange);
        Fails<DateTimeOffset>(Bytes("92 d6ff00000000 cd0349"), MsgPackError.OutOfRange);
        Fails<DateTimeOffset>(Bytes("92 c70cff00000000fffffff1886e0900 01"), MsgPackError.OutOfRange);
        Fails<DateTimeOffset>(Bytes("91 d6ff00000000"), MsgPackError.Malformed);
        Fails<(int, string)>(Bytes("93 01a16102"), MsgPackError.Malformed);
        Fails<Person>(Bytes("81 a2c080 01"), MsgPackError.BadUtf8);
        Fails<Person>(Bytes("81 a44e616d65 a1ff"), MsgPackError.BadUtf8);
    }

    [Fact]
    public void Map_WithForeseeableHashes_HasABoundOnItsKeys()
    {
        int count = KeyHashing<(int, int)>.MaxForeseeable;
        var map = Enumerable.Range(0, count + 1).ToDictionary(i => (i, i), i => i);
        Fails<Dictionary<(int, int), int>>(Wire.Write(map), MsgPackError.TooLong);
        map.Remove((0, 0));
        Wire.RoundTrip(map).Count.ShouldBe(count);
    }

    [Fact]
    public void Map_WithNumbersThatCollideByThemselves_SpreadsThem()
    {
        // long.GetHashCode is low ^ high: all of these have the hash 0, and a dictionary of them takes half a minute to fill.
        long[] colliding = [.. Enumerable.Range(0, 100_000).Select(i => ((long)i << 32) | (uint)i)];
        colliding.ShouldAllBe(key => key.GetHashCode() == 0);
        int[] hashes = [.. colliding.Select(key => KeyHashing<long>.Comparer!.GetHashCode(key))];
        hashes.Distinct().Count().ShouldBeGreaterThan(99_900);
        hashes.Select(hash => (uint)hash % 1031).Distinct().Count().ShouldBe(1031);
        Wire.Serializer.Deserialize<HashSet<long>>(Wire.Write(colliding))!.Count.ShouldBe(colliding.Length);
    }

    [Fact]
    public void Keys_ThatAreEqual_HaveEqualHashes()
    {
        Equal(0.0, -0.0);
        Equal(double.NaN, BitConverter.UInt64BitsToDouble(0xfff8000000000001));
        Equal(0f, -0f);
        Equal(DateTime.UnixEpoch, DateTime.SpecifyKind(DateTime.UnixEpoch, DateTimeKind.Unspecified));
        Equal(new DateTimeOffset(2026, 1, 1, 1, 0, 0, TimeSpan.FromHours(1)), new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        Equal(Guid.Parse("00112233-4455-6677-8899-aabbccddeeff"), Guid.Parse("00112233-4455-6677-8899-aabbccddeeff"));
    }

    private static void Equal<T>(T one, T other)
    {
        IEqualityComparer<T> comparer = KeyHashing<T>.Comparer!;
        comparer.Equals(one, other).ShouldBeTrue();
        comparer.GetHashCode(one!).ShouldBe(comparer.GetHashCode(other!));
    }

    private static byte[] Bytes(string hex) => Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal));

    private static void Fails<T>(ReadOnlySpan<byte> payload, MsgPackError error)
    {
        MsgPackException? failure = null;
        try
        {
            Wire.Serializer.Deserialize<T>(payload);
        }
        catch (MsgPackException e)
        {
            failure = e;
        }

        failure.ShouldNotBeNull().Error.ShouldBe(error);
    }

    private sealed class Chain
    {
        public Chain? Next { get; set; }
    }

    [DataContract]
    private sealed class Nest
    {
        [DataMember(Order = 0)]
        public List<Nest>? Inside { get; set; }
    }

    private record struct Big(long A, long B, long C, long D, long E, long F, long G, long H);
}
