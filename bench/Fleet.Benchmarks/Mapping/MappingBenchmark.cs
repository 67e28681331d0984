using System.Buffers;
using Fleet.Benchmarks.Codec;
using Fleet.Protocol.Payloads;

namespace Fleet.Benchmarks.Mapping;

/// <summary>Messages mapped by generated code beside the same messages mapped by the runtime: the first use of a process, and the long run.</summary>
internal static class MappingBenchmark
{
    private const int Processes = 15;
    private static readonly ContractlessPayloadSerializer Serializer = new();

    public static int Run()
    {
        Compare("query, 2 members", MappingSamples.EmittedQuery, MappingSamples.GeneratedQuery);
        Compare("report with 16 parts", MappingSamples.EmittedCluster, MappingSamples.GeneratedCluster);
        CompareFirstUse(1);
        CompareFirstUse(MappingSamples.Generated.Length);
        return 0;
    }

    public static int Child(string kind, int types)
    {
        // Before the clock starts: making the samples is not what is measured.
        object[] samples = [.. (kind == "generated" ? MappingSamples.Generated : MappingSamples.Emitted).Take(types)];
        return FirstUse.Time(() =>
        {
            bool isRight = true;
            var output = new ArrayBufferWriter<byte>();
            foreach (object sample in samples)
            {
                output.ResetWrittenCount();
                Serializer.Serialize(sample, sample.GetType(), output);
                isRight &= Serializer.Deserialize(output.WrittenSpan, sample.GetType()) is not null;
            }

            return isRight;
        });
    }

    private static void Compare<TEmitted, TGenerated>(string title, TEmitted emitted, TGenerated generated)
    {
        var buffer = new ArrayBufferWriter<byte>(8192);
        byte[] payload = Write(emitted);
        if (!payload.AsSpan().SequenceEqual(Write(generated)))
        {
            throw new InvalidOperationException("The two mappings write different bytes.");
        }

        Harness.Compare(title + ", write", ("emitted at run time", payload.Length, Writing(emitted, buffer)), ("generated", payload.Length, Writing(generated, buffer)));
        Harness.Compare(title + ", read", ("emitted at run time", payload.Length, Reading<TEmitted>(payload)), ("generated", payload.Length, Reading<TGenerated>(payload)));
    }

    private static void CompareFirstUse(int types)
    {
        string[] kinds = ["emitted", "generated"];
        var times = kinds.ToDictionary(kind => kind, _ => new List<FirstUse.Elapsed>());
        for (int i = 0; i < Processes; i++)
        {
            foreach (string kind in kinds)
            {
                times[kind].Add(FirstUse.Spawn("mapping-first", kind, types.ToString(System.Globalization.CultureInfo.InvariantCulture)));
            }
        }

        double first = Harness.Median(times["emitted"].Select(time => time.Processor));
        Console.WriteLine($"first write and read of messages of {types} types in a fresh process");
        foreach (string kind in kinds)
        {
            double wall = Harness.Median(times[kind].Select(time => time.Wall));
            double processor = Harness.Median(times[kind].Select(time => time.Processor));
            Console.WriteLine($"  {kind,-28} {wall,9:F1} ms ({times[kind].Min(time => time.Wall):F1}..{times[kind].Max(time => time.Wall):F1}), of processor time {processor:F1} ms  {processor / first,5:F2}");
        }
    }

    private static byte[] Write<T>(T value)
    {
        var output = new ArrayBufferWriter<byte>();
        Serializer.Serialize(value, output);
        return output.WrittenSpan.ToArray();
    }

    private static Action<int> Writing<T>(T value, ArrayBufferWriter<byte> buffer) => times =>
    {
        for (int i = 0; i < times; i++)
        {
            buffer.ResetWrittenCount();
            Serializer.Serialize(value, buffer);
        }
    };

    private static Action<int> Reading<T>(byte[] payload) => times =>
    {
        for (int i = 0; i < times; i++)
        {
            Serializer.Deserialize<T>(payload);
        }
    };
}
