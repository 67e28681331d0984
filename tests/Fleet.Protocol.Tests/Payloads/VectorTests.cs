using System.Numerics;

namespace Fleet.Protocol.Tests.Payloads;

/// <summary>Bytes that MessagePack-CSharp 3.1 writes with its contractless resolver; the same must be written and read here.</summary>
public sealed class VectorTests
{
    private static readonly DateTime Noon = new(2026, 11, 20, 12, 34, 56, DateTimeKind.Utc);

    [Theory]
    [InlineData(0, "00")]
    [InlineData(127, "7f")]
    [InlineData(128, "cc80")]
    [InlineData(-1, "ff")]
    [InlineData(-32, "e0")]
    [InlineData(255, "ccff")]
    [InlineData(65535, "cdffff")]
    [InlineData(65536, "ce00010000")]
    [InlineData(int.MinValue, "d280000000")]
    public void Int_Vector_BothWays(int value, string hex) => BothWays(value, hex);

    [Fact]
    public void Numbers_Vectors_BothWays()
    {
        BothWays(long.MaxValue, "cf7fffffffffffffff");
        BothWays(ulong.MaxValue, "cfffffffffffffffff");
        BothWays((short)-129, "d1ff7f");
        BothWays((byte)200, "ccc8");
        BothWays(1.5f, "ca3fc00000");
        BothWays(-0.1, "cbbfb999999999999a");
        BothWays(79228162514264337593543950335m, "bd3739323238313632353134323634333337353933353433393530333335");
        BothWays(BigInteger.Pow(2, 70), "c409000000000000000040");
        BothWays(true, "c3");
        BothWays(false, "c2");
    }

    [Fact]
    public void Text_Vectors_BothWays()
    {
        BothWays<string?>(null, "c0");
        BothWays("", "a0");
        BothWays(new string('a', 31), "bf" + Repeat("61", 31));
        BothWays(new string('a', 32), "d920" + Repeat("61", 32));
        BothWays(new string('a', 256), "da0100" + Repeat("61", 256));
        BothWays("héllo 👋 日本", "b268c3a96c6c6f20f09f918b20e697a5e69cac");
        BothWays(Guid.Parse("00112233-4455-6677-8899-aabbccddeeff"), "d92430303131323233332d343435352d363637372d383839392d616162626363646465656666");
        BothWays(new Version(1, 2, 3), "a5312e322e33");
        BothWays(new Uri("https://example.org/x"), "b568747470733a2f2f6578616d706c652e6f72672f78");
    }

    [Fact]
    public void Times_Vectors_BothWays()
    {
        BothWays(Noon, "d6ff6b003e70");
        BothWays(Noon.AddTicks(1234567), "d7ff1d6f32f06b003e70");
        BothWays(new DateTime(1969, 12, 31, 23, 59, 59, DateTimeKind.Utc), "c70cff00000000ffffffffffffffff");
        BothWays(new DateTimeOffset(2026, 11, 20, 12, 34, 56, new TimeSpan(5, 30, 0)), "92d6ff6b003e70cd014a");
        BothWays(new TimeSpan(1, 2, 3, 4, 5), "cf000000da5b9f7f50");
        BothWays(new DateOnly(2026, 11, 20), "ce000b4a63");
    }

    [Fact]
    public void EnumsAndNullables_Vectors_BothWays()
    {
        BothWays(Color.Blue, "ccc8");
        BothWays(Small.B, "ccff");
        BothWays<int?>(null, "c0");
        BothWays<int?>(5, "05");
    }

    [Fact]
    public void Collections_Vectors_BothWays()
    {
        BothWays<byte[]>([0, 1, 255], "c4030001ff");
        BothWays<byte[]>([], "c400");
        BothWays<int[]>([1, 2, 300], "930102cd012c");
        BothWays<List<string?>>(["a", null], "92a161c0");
        BothWays(Enumerable.Range(0, 16).ToArray(), "dc0010000102030405060708090a0b0c0d0e0f");
        BothWays<List<int>>([], "90");
        BothWays(new Dictionary<string, int> { ["a"] = 1, ["b"] = 2 }, "82a16101a16202");
        BothWays(new Dictionary<int, string> { [1] = "x" }, "8101a178");
        BothWays<HashSet<int>>([3, 1, 2], "93030102");
        BothWays((7, "x"), "9207a178");
    }

    [Fact]
    public void Objects_Vectors_BothWays()
    {
        BothWays(new Poco { Id = 5, Name = "n" }, "83a2496405a44e616d65a16ea4466c6167c0");
        BothWays(
            new Outer { Inner = new Poco { Id = 1, Flag = true }, Many = [new Poco { Id = 2, Name = "b" }] },
            "82a5496e6e657283a2496401a44e616d65c0a4466c6167c3a44d616e799183a2496402a44e616d65a162a4466c6167c0");
        BothWays<Poco?>(null, "c0");
        BothWays(new Person("Ada", 36), "82a44e616d65a3416461a341676524");
        BothWays(new Point(1, -2), "82a15801a159fe");
        BothWays(new Dc { Id = 9, Text = "x" }, "82a16909a174a178");
        BothWays(new Dco { Id = 9, Text = "x" }, "9309c0a178");
        Wire.Hex(new Dc { Id = 9, Text = "x", Ignored = "no" }).ShouldBe("82a16909a174a178");
    }

    private static void BothWays<T>(T value, string hex)
    {
        Wire.Hex(value).ShouldBe(hex);
        T? read = Wire.Read<T>(hex);
        if (value is Poco or Outer or Dc or Dco)
        {
            read.ShouldBeEquivalentTo(value);
        }
        else
        {
            read.ShouldBe(value);
        }
    }

    private static string Repeat(string text, int count) => string.Concat(Enumerable.Repeat(text, count));
}
