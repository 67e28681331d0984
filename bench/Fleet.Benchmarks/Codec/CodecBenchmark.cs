using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Fleet.Protocol.Payloads;

namespace Fleet.Benchmarks.Codec;

/// <summary>The payload serializer beside System.Text.Json with generated code, in one run.</summary>
internal static class CodecBenchmark
{
    private static readonly ContractlessPayloadSerializer Serializer = new();

    public static int Run()
    {
        Compare("command {Op, Id}", Samples.Cmd, Samples.OrderedCmd, JsonMessages.Default.Cmd);
        Compare("stats, 16 shards", Samples.Report, Samples.OrderedReport, JsonMessages.Default.ClusterReport);
        return FirstUse.Run();
    }

    private static void Compare<T, TOrdered>(string title, T value, TOrdered ordered, JsonTypeInfo<T> json)
    {
        var buffer = new ArrayBufferWriter<byte>(8192);
        byte[] asJson = JsonSerializer.SerializeToUtf8Bytes(value, json);
        byte[] asMap = Write(value);
        byte[] asArray = Write(ordered);
        Harness.Compare(
            title + ", write",
            ("System.Text.Json generated", asJson.Length, WritingJson(value, buffer, json)),
            ("Fleet", asMap.Length, Writing(value, buffer)),
            ("Fleet, the type with orders", asArray.Length, Writing(ordered, buffer)),
            ("Fleet, type at run time", asMap.Length, WritingByType(value, typeof(T), buffer)));
        Harness.Compare(
            title + ", read",
            ("System.Text.Json generated", asJson.Length, ReadingJson(asJson, json)),
            ("Fleet", asMap.Length, Reading<T>(asMap)),
            ("Fleet, the type with orders", asArray.Length, Reading<TOrdered>(asArray)));
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

    private static Action<int> WritingByType(object? value, Type type, ArrayBufferWriter<byte> buffer) => times =>
    {
        for (int i = 0; i < times; i++)
        {
            buffer.ResetWrittenCount();
            Serializer.Serialize(value, type, buffer);
        }
    };

    private static Action<int> WritingJson<T>(T value, ArrayBufferWriter<byte> buffer, JsonTypeInfo<T> json) => times =>
    {
        using var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { SkipValidation = true });
        for (int i = 0; i < times; i++)
        {
            buffer.ResetWrittenCount();
            writer.Reset(buffer);
            JsonSerializer.Serialize(writer, value, json);
        }
    };

    private static Action<int> ReadingJson<T>(byte[] payload, JsonTypeInfo<T> json) => times =>
    {
        for (int i = 0; i < times; i++)
        {
            JsonSerializer.Deserialize(payload, json);
        }
    };
}
