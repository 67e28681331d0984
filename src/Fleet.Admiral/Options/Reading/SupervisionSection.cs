using Fleet.Admiral.Options.Keys;

namespace Fleet.Admiral.Options.Reading;

/// <summary>Reads what says how workers are started, watched, replaced and stopped.</summary>
internal static class SupervisionSection
{
    public static StartOptions ReadStart(ConfigReader reader) => new()
    {
        Services = reader.Read(ConfigKeys.StartServices),
        ServiceOrder = reader.ReadOr(ConfigKeys.ServiceOrder, []),
        Clusters = reader.Read(ConfigKeys.StartClusters),
        Timeout = reader.Read(ConfigKeys.StartTimeout),
        Pause = reader.Read(ConfigKeys.StartPause),
        PerShard = reader.Read(ConfigKeys.StartPerShard),
    };

    public static RestartOptions ReadRestart(ConfigReader reader) => new()
    {
        BackoffFirst = reader.Read(ConfigKeys.BackoffFirst),
        BackoffMax = reader.Read(ConfigKeys.BackoffMax),
        Window = reader.Read(ConfigKeys.Window),
        Losses = reader.Read(ConfigKeys.Losses),
        QuarantineRetry = reader.Read(ConfigKeys.QuarantineRetry),
        StableAfter = reader.Read(ConfigKeys.StableAfter),
    };

    public static LivenessOptions ReadLiveness(ConfigReader reader) => new()
    {
        Silence = reader.Read(ConfigKeys.LivenessSilence),
        Behind = reader.Read(ConfigKeys.LivenessBehind),
        Stuck = reader.Read(ConfigKeys.LivenessStuck),
        Hung = reader.Read(ConfigKeys.LivenessHung),
    };

    public static MemoryOptions ReadMemory(ConfigReader reader) => new()
    {
        Clusters = reader.Read(ConfigKeys.MemoryClusters),
        Services = reader.Read(ConfigKeys.MemoryServices),
        Sample = reader.Read(ConfigKeys.MemorySample),
        Samples = reader.Read(ConfigKeys.MemorySamples),
        HardPercent = reader.Read(ConfigKeys.MemoryHardPercent),
        Pause = reader.Read(ConfigKeys.MemoryPause),
    };

    public static DumpOptions ReadDumps(ConfigReader reader, Func<string, string> full) => new()
    {
        Directory = reader.ReadOr(ConfigKeys.DumpsDirectory, "") is { Length: > 0 } dumps ? full(dumps) : null,
        Keep = reader.Read(ConfigKeys.DumpsKeep),
        Timeout = reader.Read(ConfigKeys.DumpsTimeout),
    };

    public static RolloutOptions ReadRollout(ConfigReader reader) => new()
    {
        Surge = reader.Read(ConfigKeys.Surge),
        Notice = reader.Read(ConfigKeys.Notice),
        Warm = reader.Read(ConfigKeys.Warm),
        Drain = reader.Read(ConfigKeys.Drain),
        Activate = reader.Read(ConfigKeys.Activate),
    };

    public static ShutdownOptions ReadShutdown(ConfigReader reader) => new()
    {
        Timeout = reader.Read(ConfigKeys.ShutdownTimeout),
        Stop = reader.Read(ConfigKeys.ShutdownStop),
    };
}
