using System.Buffers;
using Fleet.Protocol.Payloads;

namespace Fleet.Protocol.Tests.Payloads;

/// <summary>The serializer under test, with hex at its edges.</summary>
internal static class Wire
{
    public static readonly ContractlessPayloadSerializer Serializer = new();

    public static byte[] Write<T>(T value)
    {
        var output = new ArrayBufferWriter<byte>();
        Serializer.Serialize(value, output);
        return output.WrittenSpan.ToArray();
    }

    public static string Hex<T>(T value) => Convert.ToHexStringLower(Write(value));

    public static T? Read<T>(string hex) => Serializer.Deserialize<T>(Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal)));

    public static T RoundTrip<T>(T value) => Serializer.Deserialize<T>(Write(value))!;
}
