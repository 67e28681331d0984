using System.Buffers;
using Fleet.Protocol.MessagePack;

namespace Fleet.Protocol.Messages;

/// <summary>The Admiral's answer to <see cref="Hello"/>: who the worker is and what it is to run. The fields are the payload, so that settings of any size fit.</summary>
/// <remarks>
/// <code>
/// 91 20                      array of 1: kind
/// dc 00 13                   payload, array of 19:
///                              fleet, host, worker, generation, plugin path, plugin source or nil, plugin class or nil, config key,
///                              settings (map of strings), shards, shard count, channels,
///                              command timeout, start deadline, drain patience (all in ms), least level of the log, starting status or nil,
///                              fetch timeout, eval timeout (in ms)
/// </code>
/// </remarks>
public sealed record Welcome
{
    private const int Fields = 19;

    /// <summary>Who the worker is.</summary>
    public required WorkerIdentity Identity { get; init; }

    /// <summary>The DLL to load; an absolute path.</summary>
    public required string PluginPath { get; init; }

    /// <summary>The DLL that was copied to <see cref="PluginPath"/>, an absolute path: the one that the user knows. Null where none was copied.</summary>
    public string? PluginSource { get; init; }

    /// <summary>The class to run; null where the DLL has only one.</summary>
    public string? PluginClass { get; init; }

    /// <summary>The section of the configuration that names the plugin, for error texts: <c>bot</c> or <c>services.stats</c>.</summary>
    public required string ConfigKey { get; init; }

    /// <summary>The worker's settings, flat: keys with ':' between the levels. A null value is an empty section.</summary>
    public IReadOnlyDictionary<string, string?> Settings { get; init; } = new Dictionary<string, string?>();

    /// <summary>The worker's shards and channels.</summary>
    public WorkAssignment Assignment { get; init; } = WorkAssignment.None;

    /// <summary>How long a command waits for its answer, if its caller says nothing.</summary>
    public required TimeSpan CommandTimeout { get; init; }

    /// <summary>How long StartAsync may take.</summary>
    public required TimeSpan StartDeadline { get; init; }

    /// <summary>How long a deactivated worker waits for handlers in hand before it reports itself drained.</summary>
    public required TimeSpan DrainPatience { get; init; }

    /// <summary>The least level that the worker logs, as Microsoft.Extensions.Logging numbers it.</summary>
    public int LeastLogLevel { get; init; } = 2;

    /// <summary>What the bot may show to the world while it starts; null for nothing.</summary>
    public string? StartingStatus { get; init; }

    /// <summary>How long a fetch waits for its answers, if its caller says nothing.</summary>
    public TimeSpan FetchTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long an evaluation waits for its result, if its caller says nothing; zero where nobody may have code evaluated.</summary>
    public TimeSpan EvalTimeout { get; init; }

    /// <summary>Writes the header.</summary>
    /// <returns>Its length.</returns>
    public static int WriteHeader(Span<byte> header) => MessageHeader.WriteBare(MessageKind.Welcome, header);

    /// <summary>Writes the payload.</summary>
    public void WritePayload(IBufferWriter<byte> output)
    {
        var writer = new MsgPackWriter(output);
        writer.WriteArrayHeader(Fields);
        writer.WriteString(Identity.Fleet);
        writer.WriteString(Identity.Host);
        writer.WriteString(Identity.Name.ToString());
        writer.WriteInt32(Identity.Generation);
        writer.WriteString(PluginPath);
        WriteOptional(ref writer, PluginSource);
        WriteOptional(ref writer, PluginClass);
        writer.WriteString(ConfigKey);
        writer.WriteMapHeader(Settings.Count);
        foreach (var (key, value) in Settings)
        {
            writer.WriteString(key);
            WriteOptional(ref writer, value);
        }

        writer.WriteArrayHeader(Assignment.Shards.Count);
        foreach (var shard in Assignment.Shards) writer.WriteInt32(shard);
        writer.WriteInt32(Assignment.ShardCount);
        writer.WriteArrayHeader(Assignment.Channels.Count);
        foreach (var channel in Assignment.Channels) writer.WriteString(channel);
        writer.WriteInt64((long)CommandTimeout.TotalMilliseconds);
        writer.WriteInt64((long)StartDeadline.TotalMilliseconds);
        writer.WriteInt64((long)DrainPatience.TotalMilliseconds);
        writer.WriteInt32(LeastLogLevel);
        WriteOptional(ref writer, StartingStatus);
        writer.WriteInt64((long)FetchTimeout.TotalMilliseconds);
        writer.WriteInt64((long)EvalTimeout.TotalMilliseconds);
        writer.Flush();
    }

    /// <summary>Reads what follows the kind.</summary>
    public static Welcome Read(ref MsgPackReader reader, int fields)
    {
        MessageHeader.Expect(fields, 0);
        MessageHeader.Expect(reader.ReadArrayHeader(), Fields);
        var fleet = reader.ReadString();
        var host = reader.ReadString();
        if (!WorkerName.TryParse(reader.ReadString(), out var worker)) throw new MsgPackException(MsgPackError.OutOfRange, "The welcome names no worker.");
        var welcome = new Welcome
        {
            Identity = new WorkerIdentity(fleet, host, worker, reader.ReadInt32()),
            PluginPath = reader.ReadString(),
            PluginSource = ReadOptional(ref reader),
            PluginClass = ReadOptional(ref reader),
            ConfigKey = reader.ReadString(),
            Settings = ReadSettings(ref reader),
            Assignment = ReadAssignment(ref reader),
            CommandTimeout = ReadWait(ref reader),
            StartDeadline = ReadWait(ref reader),
            DrainPatience = ReadWait(ref reader),
            LeastLogLevel = reader.ReadInt32(),
            StartingStatus = ReadOptional(ref reader),
            FetchTimeout = ReadWait(ref reader),
            EvalTimeout = ReadWait(ref reader),
        };
        reader.ExpectEnd();
        return welcome;
    }

    private static Dictionary<string, string?> ReadSettings(ref MsgPackReader reader)
    {
        var settings = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        for (var left = reader.ReadMapHeader(); left > 0; left--)
        {
            var key = reader.ReadString();
            settings[key] = ReadOptional(ref reader);
        }

        return settings;
    }

    private static WorkAssignment ReadAssignment(ref MsgPackReader reader)
    {
        var shards = new List<int>();
        for (var left = reader.ReadArrayHeader(); left > 0; left--) shards.Add(reader.ReadInt32());
        var shardCount = reader.ReadInt32();
        var channels = new List<string>();
        for (var left = reader.ReadArrayHeader(); left > 0; left--) channels.Add(reader.ReadString());
        return new WorkAssignment(shards, shardCount, channels);
    }

    private static TimeSpan ReadWait(ref MsgPackReader reader) => TimeSpan.FromMilliseconds(MessageHeader.ReadMilliseconds(ref reader));

    private static void WriteOptional(ref MsgPackWriter writer, string? text)
    {
        if (text is null) writer.WriteNil();
        else writer.WriteString(text);
    }

    private static string? ReadOptional(ref MsgPackReader reader) => reader.TryReadNil() ? null : reader.ReadString();
}
