namespace Fleet.Benchmarks.Mapping;

/// <summary>The messages of a bot, with mappings that were generated when this was compiled: <see cref="IGeneratedMessages"/> names them.</summary>
public sealed record GeneratedQuery(string Channel, int Limit);

public sealed record GeneratedJoined(string Channel, string User, long At, bool IsSubscriber);

public sealed record GeneratedMessage(string Channel, string User, string Text, long At, bool IsModerator, int Bits);

public sealed record GeneratedBan(string Channel, string User, string? Reason, int Seconds);

public sealed record GeneratedScore(string User, double Points, long Messages);

public sealed record GeneratedRanking(string Channel, GeneratedScore? First, GeneratedScore? Second, int Count);

public sealed record GeneratedSetting(string Key, string Value, bool IsSecret);

public sealed class GeneratedProgress
{
    public string Task { get; set; } = "";

    public double Share { get; set; }

    public long Done { get; set; }

    public long Left { get; set; }
}

public sealed record GeneratedShard(int Id, string State, long Guilds, long Users, double LatencyMs, long Events, int Restarts);

public sealed record GeneratedCluster(
    string Worker, int Pid, long MemoryBytes, double CpuPercent, long UptimeSeconds, long Sent, long Received, bool Healthy, List<GeneratedShard> Shards);

public interface IGeneratedMessages : IFleetContract
{
    Task QueryAsync(GeneratedQuery message);

    Task JoinedAsync(GeneratedJoined message);

    Task MessageAsync(GeneratedMessage message);

    Task BanAsync(GeneratedBan message);

    Task ScoreAsync(GeneratedScore message);

    Task RankingAsync(GeneratedRanking message);

    Task SettingAsync(GeneratedSetting message);

    Task ProgressAsync(GeneratedProgress message);

    Task ClusterAsync(GeneratedCluster message);
}
