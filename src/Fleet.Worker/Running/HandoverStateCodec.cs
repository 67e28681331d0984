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

    /// <summary>Reads the states; each value is decoded when it is asked for.</summary>
    public static IReadOnlyDictionary<string, HandoverState> Read(ReadOnlySpan<byte> bytes, IPayloadSerializer serializer)
    {
        var states = new Dictionary<string, HandoverState>(StringComparer.Ordinal);
        if (bytes.IsEmpty) return states;
        var reader = new MsgPackReader(bytes);
        for (var parts = reader.ReadMapHeader(); parts > 0; parts--)
        {
            var part = reader.ReadString();
            var values = new Dictionary<string, byte[]>(StringComparer.Ordinal);
            for (var left = reader.ReadMapHeader(); left > 0; left--)
            {
                var key = reader.ReadString();
                values[key] = reader.ReadBinary().ToArray();
            }

            states[part] = new HandoverState((key, type) => values.TryGetValue(key, out var value) ? (true, serializer.Deserialize(value, type)) : (false, null));
        }

        reader.ExpectEnd();
        return states;
    }
}
