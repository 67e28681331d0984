using System.Buffers;
using Fleet.Protocol.MessagePack;
using Fleet.Protocol.Payloads;
using Fleet.TestKit.Fuzzing;

namespace Fleet.Generators.Tests.Mappings;

/// <summary>A generated mapping and the runtime's own are one format: the same bytes out, the same values, defaults and refusals in.</summary>
public sealed class EqualityTests
{
    private const int Values = 500;
    private const int Payloads = 4_000;
    private const int Room = 1 << 20;

    private static readonly ContractlessPayloadSerializer Serializer = new();

    public static TheoryData<string> Mapped => [.. MessageSource.Mapped];

    public static TheoryData<string> All => [.. MessageSource.Mapped, .. MessageSource.Left];

    [Theory]
    [MemberData(nameof(Mapped))]
    public void Types_ThatCanBe_AreMapped(string name)
    {
        var (generated, emitted) = Twins.Of(name);
        Twins.IsMapped(generated).ShouldBeTrue();
        Twins.IsMapped(emitted).ShouldBeFalse();
    }

    [Fact]
    public void Types_ThatAGeneratorCannotKnow_AreLeftToTheRuntime()
    {
        foreach (var name in MessageSource.Left) Twins.IsMapped(Twins.Of(name).Generated).ShouldBeFalse(name);
    }

    [Fact]
    public void EmptyMessage_IsAnObjectWithoutMembers_AndPassesOverWhatANewerOneHas()
    {
        Twins.IsMapped(typeof(EmptyMessage)).ShouldBeTrue();
        Convert.ToHexStringLower(Write(EmptyMessage.Instance, typeof(EmptyMessage))).ShouldBe("80");
        Read([0x82, 0xa1, (byte)'A', 0x01, 0x05, 0x91, 0xc0], typeof(EmptyMessage)).ShouldBe("80");
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Values_AreWrittenAsTheSameBytes_AndReadAsTheSame(string name)
    {
        var (generated, emitted) = Twins.Of(name);
        for (ulong seed = 1; seed <= Values; seed++)
        {
            var bytes = Write(new RandomValue(new FuzzRandom(seed)).Make(generated), generated);
            Write(new RandomValue(new FuzzRandom(seed)).Make(emitted), emitted).ShouldBe(bytes, $"seed {seed}");
            Read(bytes, generated).ShouldBe(Read(bytes, emitted), $"seed {seed}: {Convert.ToHexStringLower(bytes)}");
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Payloads_WithOtherMembersAndOrders_AreReadAsTheSame(string name)
    {
        var random = new FuzzRandom(20261120);
        var (generated, emitted) = Twins.Of(name);
        var read = 0;
        for (var i = 0; i < Payloads; i++)
        {
            var payload = Reordered(Write(new RandomValue(random).Make(emitted), emitted), random);
            var outcome = Read(payload, generated);
            outcome.ShouldBe(Read(payload, emitted), Convert.ToHexStringLower(payload));
            if (!outcome.Contains("Exception", StringComparison.Ordinal)) read++;
        }

        // Both ways must be gone often, or the test looks at one side of the fence only.
        read.ShouldBeInRange(Payloads / 20, Payloads);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Payloads_ThatAreDamaged_AreReadOrRefusedAsTheSame(string name)
    {
        var random = new FuzzRandom(7);
        var mutator = new ByteMutator(random);
        var (generated, emitted) = Twins.Of(name);
        var buffer = new byte[Room];
        for (var i = 0; i < Payloads; i++)
        {
            var bytes = Write(new RandomValue(random).Make(emitted), emitted);
            bytes.CopyTo(buffer, 0);
            var payload = buffer[..mutator.Mutate(buffer, bytes.Length)];
            Read(payload, generated).ShouldBe(Read(payload, emitted), Convert.ToHexStringLower(payload));
        }
    }

    private static byte[] Write(object? value, Type type)
    {
        var output = new ArrayBufferWriter<byte>();
        Serializer.Serialize(value, type, output);
        return output.WrittenSpan.ToArray();
    }

    /// <summary>What reading came to: the bytes of the value, or the exception.</summary>
    private static string Read(byte[] payload, Type type)
    {
        try
        {
            return Convert.ToHexStringLower(Write(Serializer.Deserialize(payload, type), type));
        }
        catch (Exception e) when (e is PayloadException or MsgPackException)
        {
            return $"{e.GetType().Name}: {e.Message}";
        }
    }

    /// <summary>The members of a map in another order, some of them missing, some twice, and some that nobody knows among them.</summary>
    private static byte[] Reordered(byte[] payload, FuzzRandom random)
    {
        var reader = new MsgPackReader(payload);
        var grammar = new MsgPackGrammar(random);
        if (reader.PeekType() != MsgPackType.Map) return payload;
        var pairs = new List<byte[]>();
        for (var left = reader.ReadMapHeader(); left > 0; left--)
        {
            byte[] pair = [.. reader.ReadRaw(), .. reader.ReadRaw()];
            for (var times = random.OneIn(40) ? 2 : random.OneIn(3) ? 0 : 1; times > 0; times--) pairs.Insert(random.OneIn(3) ? random.Below(pairs.Count + 1) : pairs.Count, pair);
        }

        for (var unknown = random.Below(3); unknown > 0; unknown--)
        {
            var output = new ArrayBufferWriter<byte>();
            var pair = new MsgPackWriter(output);
            grammar.Write(ref pair, depth: 0);
            grammar.Write(ref pair, depth: 2);
            pair.Flush();
            pairs.Insert(random.Below(pairs.Count + 1), output.WrittenSpan.ToArray());
        }

        var whole = new ArrayBufferWriter<byte>();
        var writer = new MsgPackWriter(whole);
        writer.WriteMapHeader(pairs.Count);
        foreach (var pair in pairs) writer.WriteRaw(pair);
        writer.Flush();
        return whole.WrittenSpan.ToArray();
    }
}
