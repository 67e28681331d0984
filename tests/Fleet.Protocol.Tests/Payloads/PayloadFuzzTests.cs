using System.Buffers;
using Fleet.Protocol.MessagePack;
using Fleet.TestKit.Fuzzing;

namespace Fleet.Protocol.Tests.Payloads;

public sealed class PayloadFuzzTests
{
    private const int Payloads = 1_000_000;
    private const int Room = 8192;

    private static readonly Type[] Targets =
        [typeof(Everything), typeof(Everything), typeof(Person), typeof(Point), typeof(Outer), typeof(OrderedMember), typeof(List<Person>), typeof(Dictionary<int, string>), typeof(HashSet<string>), typeof(string), typeof(DateTimeOffset)];

    [Theory]
    [InlineData(1)]
    [InlineData(20261120)]
    public void Mutated_Payloads_FailOnlyAsTheyShould(ulong seed)
    {
        var random = new FuzzRandom(seed);
        var mutator = new ByteMutator(random);
        byte[][] valid = [.. Generic(random, 1000), .. Typed(random, 1000)];
        byte[] buffer = new byte[Room];
        int whole = 0;
        int read = 0;
        for (int i = 0; i < Payloads / 2; i++)
        {
            byte[] source = valid[random.Below(valid.Length)];
            source.CopyTo(buffer, 0);
            ReadOnlySpan<byte> payload = buffer.AsSpan(0, mutator.Mutate(buffer, source.Length));
            Type target = Targets[random.Below(Targets.Length)];
            try
            {
                whole += Skips(payload) ? 1 : 0;
                read += Reads(payload, target) ? 1 : 0;
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"Seed {seed}, payload {i}, read as {target}: {Convert.ToHexStringLower(payload)}", e);
            }
        }

        // Both ways must be gone often, or the test looks at one side of the fence only.
        whole.ShouldBeInRange(Payloads / 20, Payloads / 2);
        read.ShouldBeInRange(Payloads / 200, Payloads / 2);
    }

    private static bool Skips(ReadOnlySpan<byte> payload)
    {
        try
        {
            var reader = new MsgPackReader(payload);
            reader.Skip();
            reader.ExpectEnd();
            return true;
        }
        catch (MsgPackException)
        {
            return false;
        }
    }

    private static bool Reads(ReadOnlySpan<byte> payload, Type target)
    {
        try
        {
            Wire.Serializer.Deserialize(payload, target);
            return true;
        }
        catch (MsgPackException)
        {
            return false;
        }
    }

    private static IEnumerable<byte[]> Generic(FuzzRandom random, int count)
    {
        var grammar = new MsgPackGrammar(random);
        while (count > 0)
        {
            var output = new ArrayBufferWriter<byte>();
            var writer = new MsgPackWriter(output);
            grammar.Write(ref writer, depth: 3);
            writer.Flush();
            if (output.WrittenCount < Room / 2)
            {
                count--;
                yield return output.WrittenSpan.ToArray();
            }
        }
    }

    private static IEnumerable<byte[]> Typed(FuzzRandom random, int count)
    {
        for (int i = 0; i < count; i++)
        {
            var value = new Everything { Id = (int)random.Skewed(), Name = random.OneIn(3) ? null : new string('x', random.Below(40)), Number = random.Skewed() };
            value.Next = random.OneIn(4) ? new Everything { Many = null, Map = [], Tuple = null } : null;
            yield return random.Below(4) switch
            {
                0 => Wire.Write(value),
                1 => Wire.Write(new List<Person> { new("Ada", (int)random.Skewed()), new("", 0) }),
                2 => Wire.Write(new Dictionary<int, string> { [(int)random.Skewed()] = "x", [5] = "y" }),
                _ => Wire.Write(new Outer { Inner = new Poco { Id = i }, Many = [new Poco { Name = "x" }] }),
            };
        }
    }
}
