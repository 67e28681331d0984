using System.Runtime.Serialization;
using System.Text.Json.Serialization;

namespace Fleet.Benchmarks.Codec;

public sealed record Cmd(string Op, int Id);

[DataContract]
public sealed record OrderedCmd([property: DataMember(Order = 0)] string Op, [property: DataMember(Order = 1)] int Id);

public sealed record ShardReport(int Id, string State, long Guilds, long Users, double LatencyMs, long Events, int Restarts);

public sealed record ClusterReport(
    string Worker, int Pid, long MemoryBytes, double CpuPercent, long UptimeSeconds, long Sent, long Received, bool Healthy, List<ShardReport> Shards);

[DataContract]
public sealed record OrderedShardReport(
    [property: DataMember(Order = 0)] int Id,
    [property: DataMember(Order = 1)] string State,
    [property: DataMember(Order = 2)] long Guilds,
    [property: DataMember(Order = 3)] long Users,
    [property: DataMember(Order = 4)] double LatencyMs,
    [property: DataMember(Order = 5)] long Events,
    [property: DataMember(Order = 6)] int Restarts);

[DataContract]
public sealed record OrderedClusterReport(
    [property: DataMember(Order = 0)] string Worker,
    [property: DataMember(Order = 1)] int Pid,
    [property: DataMember(Order = 2)] long MemoryBytes,
    [property: DataMember(Order = 3)] double CpuPercent,
    [property: DataMember(Order = 4)] long UptimeSeconds,
    [property: DataMember(Order = 5)] long Sent,
    [property: DataMember(Order = 6)] long Received,
    [property: DataMember(Order = 7)] bool Healthy,
    [property: DataMember(Order = 8)] List<OrderedShardReport> Shards);

[JsonSerializable(typeof(Cmd))]
[JsonSerializable(typeof(ClusterReport))]
internal sealed partial class JsonMessages : JsonSerializerContext;

internal static class Samples
{
    public static Cmd Cmd { get; } = new("restart", 4711);

    public static OrderedCmd OrderedCmd { get; } = new(Cmd.Op, Cmd.Id);

    public static ClusterReport Report { get; } = new(
        "cluster-3#7", 31337, 187_465_728, 12.5, 86_400, 1_234_567, 7_654_321, true,
        [.. Enumerable.Range(0, 16).Select(i => new ShardReport(i, "ready", 1000 + i, 250_000 + (i * 37), 41.25 + i, 5_000_000 + (i * 999), i % 3))]);

    public static OrderedClusterReport OrderedReport { get; } = new(
        Report.Worker, Report.Pid, Report.MemoryBytes, Report.CpuPercent, Report.UptimeSeconds, Report.Sent, Report.Received, Report.Healthy,
        [.. Report.Shards.Select(s => new OrderedShardReport(s.Id, s.State, s.Guilds, s.Users, s.LatencyMs, s.Events, s.Restarts))]);
}
