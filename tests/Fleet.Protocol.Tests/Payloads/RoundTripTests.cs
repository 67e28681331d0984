using Fleet.TestKit.Fuzzing;

namespace Fleet.Protocol.Tests.Payloads;

public sealed class RoundTripTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void RandomValues_WrittenAndRead_AreTheSameAndHaveOneForm(ulong seed)
    {
        var random = new FuzzRandom(seed);
        for (int i = 0; i < 500; i++)
        {
            Everything value = Make(random, depth: 2);
            byte[] once = Wire.Write(value);
            Everything read = Wire.Serializer.Deserialize<Everything>(once)!;
            Wire.Write(read).AsSpan().SequenceEqual(once).ShouldBeTrue();
            (read.Id, read.Name, read.Flag, read.Price, read.Guid, read.When, read.Local, read.Span, read.Day, read.Large, read.Color, read.Person, read.Point, read.Tuple)
                .ShouldBe((value.Id, value.Name, value.Flag, value.Price, value.Guid, value.When, value.Local, value.Span, value.Day, value.Large, value.Color, value.Person, value.Point, value.Tuple));
            read.Number.Equals(value.Number).ShouldBeTrue();
            read.Bytes.ShouldBe(value.Bytes);
            read.Numbers.ShouldBe(value.Numbers);
            read.Set.ShouldBe(value.Set);
            read.Map.ShouldBe(value.Map);
            read.People.ShouldBe(value.People);
        }
    }

    private static Everything Make(FuzzRandom random, int depth) => new()
    {
        Id = (int)random.Skewed(),
        Name = Text(random),
        Flag = random.OneIn(3) ? null : random.OneIn(2),
        Number = BitConverter.UInt64BitsToDouble(random.Bits()),
        Price = new decimal((int)random.Bits(), (int)random.Bits(), (int)random.Bits(), random.OneIn(2), (byte)random.Below(29)),
        Guid = new Guid([.. Enumerable.Range(0, 16).Select(_ => (byte)random.Bits())]),
        When = new DateTime((long)(random.Bits() % (ulong)DateTime.MaxValue.Ticks), DateTimeKind.Utc),
        Local = new DateTimeOffset((long)(random.Bits() % 3_000_000_000_000_000_000) + TimeSpan.TicksPerDay, TimeSpan.FromMinutes(random.Below(1681) - 840)),
        Span = new TimeSpan(random.Skewed()),
        Day = DateOnly.FromDayNumber(random.Below(DateOnly.MaxValue.DayNumber)),
        Large = System.Numerics.BigInteger.Pow(random.Skewed(), random.Below(20)),
        Color = (Color)random.Skewed(),
        Bytes = random.OneIn(4) ? null : new byte[random.Below(300)],
        Person = random.OneIn(4) ? null : new Person(Text(random) ?? "", (int)random.Skewed()),
        Point = random.OneIn(4) ? null : new Point((int)random.Skewed(), (int)random.Skewed()),
        Numbers = random.OneIn(4) ? null : [.. Enumerable.Range(0, random.Below(40)).Select(_ => (int)random.Skewed())],
        Set = random.OneIn(4) ? null : [.. Enumerable.Range(0, random.Below(20)).Select(_ => random.Skewed())],
        Map = random.OneIn(4) ? null : Enumerable.Range(0, random.Below(20)).ToDictionary(i => $"{i}{Text(random)}", _ => (int)random.Skewed()),
        People = random.OneIn(4) ? null : Enumerable.Range(0, random.Below(20)).ToDictionary(i => i * 1000, i => new Person("p", i)),
        Tuple = random.OneIn(4) ? null : ((int)random.Skewed(), Text(random)!),
        Many = [],
        Next = depth > 0 && random.OneIn(3) ? Make(random, depth - 1) : null,
    };

    private static string? Text(FuzzRandom random)
    {
        string[] units = ["a", "é", "日", "👋", "\0"];
        return random.OneIn(6) ? null : string.Concat(Enumerable.Range(0, random.OneIn(10) ? random.Below(400) : random.Below(40)).Select(_ => units[random.Below(units.Length)]));
    }
}
