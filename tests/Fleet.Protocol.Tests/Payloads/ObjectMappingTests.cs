using System.Runtime.Serialization;

namespace Fleet.Protocol.Tests.Payloads;

public sealed class ObjectMappingTests
{
    private enum Level : short
    {
        Low = -5,
        High = 300,
    }

    [Fact]
    public void Record_MembersInAnotherOrder_AreFoundByName() =>
        Wire.Read<Person>("82 a3416765 24 a44e616d65 a3416461").ShouldBe(new Person("Ada", 36));

    [Fact]
    public void Record_UnknownMembersOfEveryKind_AreSkipped() =>
        Wire.Read<Person>("86 a3416765 24 a178 8101c0 05 a179 a17a 9301c3c403010203 c0 ca3fc00000 a44e616d65 a3416461").ShouldBe(new Person("Ada", 36));

    [Fact]
    public void Record_KeyInALongerEncodingThanNeeded_IsFound() =>
        Wire.Read<Person>("82 d9044e616d65 a3416461 da0003416765 24").ShouldBe(new Person("Ada", 36));

    [Fact]
    public void Record_MissingMembers_TakeTheConstructorsDefaults()
    {
        Wire.Read<WithDefaults>("80").ShouldBe(new WithDefaults());
        Wire.Read<WithDefaults>("81 a15a c0").ShouldBe(new WithDefaults());
        Wire.Read<WithDefaults>("81 a6416d6f756e74 07").ShouldBe(new WithDefaults(Amount: 7));
    }

    [Fact]
    public void Class_MissingMembers_KeepTheirInitialisers()
    {
        Initialised read = Wire.Read<Initialised>("80")!;
        read.Count.ShouldBe(7);
        read.Names.ShouldBe(["x"]);
        read.Created.ShouldBe(11);
        Wire.Read<Initialised>("81 a5436f756e74 00")!.Count.ShouldBe(0);
    }

    [Fact]
    public void Class_ReadOnlyAndPrivatelySetProperties_SurviveExactly()
    {
        var value = new Initialised(42) { Count = 3 };
        value.Names.Add("y");
        value.Advance();
        Initialised read = Wire.RoundTrip(value);
        read.Count.ShouldBe(3);
        read.Names.ShouldBe(["x", "y"]);
        read.Created.ShouldBe(42);
        read.Steps.ShouldBe(1);
    }

    [Fact]
    public void Record_ConstructorThatComputes_RunsAsWritten()
    {
        Computing read = Wire.RoundTrip(new Computing("a", 2));
        read.Doubled.ShouldBe(4);
        read.Notes.ShouldBe(["made"]);
    }

    [Fact]
    public void Struct_OfEveryMake_SurvivesExactly()
    {
        Wire.RoundTrip(new Fields { A = 1, B = "x" }).ShouldBe(new Fields { A = 1, B = "x" });
        Wire.RoundTrip(new ReadOnlyPair(3, 4)).ShouldBe(new ReadOnlyPair(3, 4));
        Wire.RoundTrip(new PairWithDefault(1)).ShouldBe(new PairWithDefault(1));
        Wire.Read<PairWithDefault>("81 a158 01").ShouldBe(new PairWithDefault(1));
        Wire.RoundTrip<ReadOnlyPair?>(null).ShouldBeNull();
        Wire.RoundTrip<ReadOnlyPair?>(new ReadOnlyPair(1, 2)).ShouldBe(new ReadOnlyPair(1, 2));
    }

    [Fact]
    public void Class_PublicFields_ComeAfterProperties()
    {
        var value = new Mixed { Field = 1, Property = 2 };
        Wire.Hex(value).ShouldBe("82a850726f706572747902a54669656c6401");
        Wire.RoundTrip(value).Field.ShouldBe(1);
    }

    [Fact]
    public void DerivedClass_Members_ComeAfterThoseOfTheBase()
    {
        var value = new Derived { A = 1, B = 2, V = "over" };
        Wire.Hex(value).ShouldBe("83a14101a156a46f766572a14202");
        Derived read = Wire.RoundTrip(value);
        (read.A, read.B, read.V).ShouldBe((1, 2, "over"));
        Wire.Hex<Base>(value).ShouldBe("82a14101a156a46f766572");
    }

    [Fact]
    public void AnonymousType_SurvivesExactly()
    {
        var value = new { Id = 5, Text = "x", Nested = new { Deep = true } };
        Wire.RoundTrip(value).ShouldBe(value);
    }

    [Fact]
    public void Recursive_Type_SurvivesExactly()
    {
        Tree read = Wire.RoundTrip(new Tree("root", [new Tree("leaf", []), new Tree("other", null)]));
        read.Name.ShouldBe("root");
        read.Children!.Select(child => child.Name).ShouldBe(["leaf", "other"]);
        read.Children![0].Children.ShouldBeEmpty();
        read.Children[1].Children.ShouldBeNull();

        // A collection that is asked for first, of an object that holds the same collection.
        Branch branch = Wire.RoundTrip<List<Branch>>([new Branch([new Branch(null)])])[0];
        branch.Branches!.Single().Branches.ShouldBeNull();
    }

    [Fact]
    public void FirstUse_ByManyThreadsAtOnce_GivesAllTheSame()
    {
        string[] written = new string[16];
        using var together = new Barrier(4);
        Thread[] threads = [.. Enumerable.Range(0, 4).Select(thread => new Thread(() =>
        {
            together.SignalAndWait(TimeSpan.FromSeconds(30));
            for (int i = thread; i < written.Length; i += 4)
            {
                written[i] = Wire.Hex(Wire.RoundTrip(new Raced("x", new Raced("y", null))));
            }
        }))];
        Array.ForEach(threads, thread => thread.Start());
        threads.ShouldAllBe(thread => thread.Join(TimeSpan.FromSeconds(30)));
        written.Distinct().ShouldBe(["82a44e616d65a178a54f7468657282a44e616d65a179a54f74686572c0"]);
    }

    [Fact]
    public void Scalars_AsMembers_SurviveExactly()
    {
        var value = new Scalars(true, -1, 255, -300, 60000, int.MinValue, uint.MaxValue, long.MinValue, ulong.MaxValue, float.Epsilon, double.NaN, '☃', 1.50m, Level.High, Level.Low, null, "", null, new DateTime(2026, 11, 20, 0, 0, 0, DateTimeKind.Utc));
        Scalars read = Wire.RoundTrip(value);
        read.ShouldBe(value);
        read.Decimal.ToString(System.Globalization.CultureInfo.InvariantCulture).ShouldBe("1.50");
        read.When.Kind.ShouldBe(DateTimeKind.Utc);
    }

    [Fact]
    public void Empty_Record_IsAnEmptyMap()
    {
        Wire.Hex(new Nothing()).ShouldBe("80");
        Wire.Read<Nothing>("81 a178 01").ShouldBe(new Nothing());
    }

    [Fact]
    public void Members_MoreThanABitSetsWord_AllSurvive()
    {
        Many value = new();
        foreach (System.Reflection.FieldInfo field in typeof(Many).GetFields())
        {
            field.SetValue(value, field.Name.GetHashCode(StringComparison.Ordinal));
        }

        Many read = Wire.RoundTrip(value);
        foreach (System.Reflection.FieldInfo field in typeof(Many).GetFields())
        {
            field.GetValue(read).ShouldBe(field.GetValue(value));
        }

        typeof(Many).GetFields().Length.ShouldBeGreaterThan(64);
    }

    [Fact]
    public void LongNames_SurviveExactly()
    {
        var value = new LongNames(1, 2, 3, 4);
        Wire.RoundTrip(value).ShouldBe(value);
        Wire.Hex(value).ShouldContain(Convert.ToHexStringLower(System.Text.Encoding.UTF8.GetBytes(nameof(LongNames.ANameOfMoreThanThirtyOneCharactersInAll))));
    }

    [Fact]
    public void DataContract_Orders_TolerateShorterAndLongerArrays()
    {
        Wire.Read<Dco>("91 09")!.Id.ShouldBe(9);
        Wire.Read<Dco>("95 09 c0 a178 0102")!.Text.ShouldBe("x");
        Wire.Read<Dco>("90")!.Text.ShouldBeNull();
        Wire.Hex(new OrderedRecord("x", 5)).ShouldBe("9205a178");
        Wire.RoundTrip(new OrderedRecord("x", 5)).ShouldBe(new OrderedRecord("x", 5));
    }

    [Fact]
    public void IgnoredMember_IsNotOnTheWire()
    {
        Wire.Hex(new Ignoring { A = 1, Secret = "s" }).ShouldBe("81a14101");
        Wire.Read<Ignoring>("82 a14101 a6536563726574 a173")!.Secret.ShouldBeNull();
    }

    [Fact]
    public void RuntimeType_AndObject_AreWrittenAsTheDeclaredOne()
    {
        object value = new Person("Ada", 36);
        Wire.Hex(value).ShouldBe("82a44e616d65a3416461a341676524");
        var output = new System.Buffers.ArrayBufferWriter<byte>();
        Type type = value.GetType();
        Wire.Serializer.Serialize(value, type, output);
        Wire.Serializer.Deserialize(output.WrittenSpan, type).ShouldBe(value);
        Wire.Hex<object?>(null).ShouldBe("c0");
    }

    [Fact]
    public void Writing_ToAReusedBuffer_AllocatesNothing()
    {
        var output = new System.Buffers.ArrayBufferWriter<byte>(65536);
        var value = new Tree("root", [new Tree("leaf", []), new Tree("other", null)]);
        var map = new Dictionary<string, int> { ["a"] = 1 };
        HashSet<long> set = [1, 2];
        long allocated = long.MaxValue;
        for (int round = 0; round < 100 && allocated != 0; round++)
        {
            output.ResetWrittenCount();
            long before = GC.GetAllocatedBytesForCurrentThread();
            Wire.Serializer.Serialize(value, output);
            Wire.Serializer.Serialize(map, output);
            Wire.Serializer.Serialize(set, output);
            Wire.Serializer.Serialize(Guid.Empty, output);
            Wire.Serializer.Serialize(1.5m, output);
            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        }

        allocated.ShouldBe(0);
    }

    private sealed record WithDefaults(int Amount = 5, string Text = "none", Level Level = Level.High, Level? Maybe = Level.Low, decimal Price = 1.5m, DateTime When = default, int? Count = 3);

    private sealed class Initialised(int created = 11)
    {
        public int Count { get; set; } = 7;

        public List<string> Names { get; } = ["x"];

        public int Created { get; } = created;

        public int Steps { get; private set; }

        public string Computed => $"{Count} of {Names.Count}";

        public void Advance() => Steps++;
    }

    private sealed record Computing(string Name, int Half)
    {
        public int Doubled { get; } = Half * 2;

        public List<string> Notes { get; init; } = ["made"];
    }

    private struct Fields
    {
        public int A;
        public string B;
    }

    private readonly record struct ReadOnlyPair(int X, long Y);

    private readonly record struct PairWithDefault(int X, int Y = 5);

    private sealed class Mixed
    {
        public int Field;

        public int Property { get; set; }
    }

    private class Base
    {
        public int A { get; set; }

        public virtual string V { get; set; } = "";
    }

    private sealed class Derived : Base
    {
        public int B { get; set; }

        public override string V { get; set; } = "";
    }

    private sealed record Branch(List<Branch>? Branches);

    private sealed record Raced(string Name, Raced? Other);

    private sealed record Tree(string Name, List<Tree>? Children);

    private sealed record Scalars(
        bool Bool, sbyte SByte, byte Byte, short Short, ushort UShort, int Int, uint UInt, long Long, ulong ULong, float Float, double Double, char Char,
        decimal Decimal, Level Enum, Level? MaybeEnum, int? MaybeInt, string Text, string? Null, DateTime When);

    private sealed record Nothing;

    private sealed record LongNames(int Short, int Characters14, int ANameOfTwentyTwoChars, int ANameOfMoreThanThirtyOneCharactersInAll);

    [DataContract]
    private sealed record OrderedRecord([property: DataMember(Order = 1)] string Text, [property: DataMember(Order = 0)] int Id);

    private sealed class Ignoring
    {
        public int A { get; set; }

        [IgnoreDataMember]
        public string? Secret { get; set; }
    }

#pragma warning disable CS0649 // Assigned by reflection, as there are so many.
    private sealed class Many
    {
        public int A0, A1, A2, A3, A4, A5, A6, A7, A8, A9, B0, B1, B2, B3, B4, B5, B6, B7, B8, B9, C0, C1, C2, C3, C4, C5, C6, C7, C8, C9;
        public int D0, D1, D2, D3, D4, D5, D6, D7, D8, D9, E0, E1, E2, E3, E4, E5, E6, E7, E8, E9, F0, F1, F2, F3, F4, F5, F6, F7, F8, F9, G0, G1, G2, G3, G4, G5, G6;
    }
#pragma warning restore CS0649
}
