using System.Buffers;
using Fleet.Protocol.MessagePack;
using Fleet.Protocol.Payloads;

namespace Fleet.Worker.Running;

/// <summary>Handover states as bytes: a map from the part of the worker (the worker itself has the empty name) to a map of its values, each encoded by itself.</summary>
internal static class HandoverStateCodec
{
    /// <summary>The name of the worker itself among its components.</summary>
    public const string WorkerPart = "";

    /// <summary>Writes the states; nothing at all where there are none.</summary>
    public static byte[] Write(IReadOnlyList<(string Part, HandoverState State)> states, IPayloadSerializer serializer)
    {
        if (states.Count == 0) return [];
        var output = new ArrayBufferWriter<byte>();
        var value = new ArrayBufferWriter<byte>();
        var writer = new MsgPackWriter(output);
        writer.WriteMapHeader(states.Count);
        foreach (var (part, state) in states)
        {
            writer.WriteString(part);
            writer.WriteMapHeader(state.Values.Count);
            foreach (var (key, content) in state.Values)
            {
                writer.WriteString(key);
                value.ResetWrittenCount();
                serializer.Serialize(content, content?.GetType() ?? typeof(string), value);
                writer.WriteBinary(value.WrittenSpan);
            }
        }

        writer.Flush();
        return output.WrittenSpan.ToArray();
    }

    /// <summary>Reads the states of one or several predecessors; each value is decoded when it is asked for.</summary>
    public static IReadOnlyDictionary<string, HandoverState> Read(ReadOnlySpan<byte> bytes, IPayloadSerializer serializer)
    {
        var left = new Dictionary<string, List<Dictionary<string, byte[]>>>(StringComparer.Ordinal);
        var reader = new MsgPackReader(bytes);
        while (!reader.Rest.IsEmpty) ReadOne(ref reader, left);
        return left.ToDictionary(part => part.Key, part => new HandoverState((key, type) => Decode(part.Value, key, type, serializer)), StringComparer.Ordinal);
    }

    private static void ReadOne(ref MsgPackReader reader, Dictionary<string, List<Dictionary<string, byte[]>>> left)
    {
        for (var parts = reader.ReadMapHeader(); parts > 0; parts--)
        {
            var part = reader.ReadString();
            var values = new Dictionary<string, byte[]>(StringComparer.Ordinal);
            for (var count = reader.ReadMapHeader(); count > 0; count--)
            {
                var key = reader.ReadString();
                values[key] = reader.ReadBinary().ToArray();
            }

            if (!left.TryGetValue(part, out var states)) left[part] = states = [];
            states.Add(values);
        }
    }

    private static IEnumerable<object?> Decode(List<Dictionary<string, byte[]>> states, string key, Type type, IPayloadSerializer serializer)
    {
        foreach (var values in states)
            if (values.TryGetValue(key, out var value)) yield return serializer.Deserialize(value, type);
    }
}
