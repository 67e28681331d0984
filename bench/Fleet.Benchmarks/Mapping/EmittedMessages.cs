namespace Fleet.Benchmarks.Mapping;

/// <summary>The same messages, which nothing names: the runtime reads them by reflection and emits code for them at their first use.</summary>
public sealed record EmittedQuery(string Channel, int Limit);

public sealed record EmittedJoined(string Channel, string User, long At, bool IsSubscriber);

public sealed record EmittedMessage(string Channel, string User, string Text, long At, bool IsModerator, int Bits);

public sealed record EmittedBan(string Channel, string User, string? Reason, int Seconds);

public sealed record EmittedScore(string User, double Points, long Messages);

public sealed record EmittedRanking(string Channel, EmittedScore? First, EmittedScore? Second, int Count);

public sealed record EmittedSetting(string Key, string Value, bool IsSecret);

public sealed class EmittedProgress
{
    public string Task { get; set; } = "";

    public double Share { get; set; }

    public long Done { get; set; }

    public long Left { get; set; }
}

public sealed record EmittedShard(int Id, string State, long Guilds, long Users, double LatencyMs, long Events, int Restarts);

public sealed record EmittedCluster(
    string Worker, int Pid, long MemoryBytes, double CpuPercent, long UptimeSeconds, long Sent, long Received, bool Healthy, List<EmittedShard> Shards);
