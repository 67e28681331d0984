namespace Fleet.Admiral.Stats;

/// <summary>Adds the workers' stats up.</summary>
internal static class StatsRollup
{
    public static FleetStats Of(IReadOnlyList<WorkerStats> answers, IReadOnlyList<SlotName> missing, long admiralMemory, int shardCount, DateTimeOffset now)
    {
        var sorted = answers.Select(a => (Slot: SlotName.Parse(a.Slot), Stats: a)).OrderBy(a => a.Slot).ToList();
        List<WorkerStats> clusters = [.. sorted.Where(a => a.Slot.Kind == WorkerKind.Cluster).Select(a => a.Stats)];
        List<WorkerStats> services = [.. sorted.Where(a => a.Slot.Kind == WorkerKind.Service).Select(a => a.Stats)];
        var totals = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var (name, value) in answers.SelectMany(a => a.Values)) totals[name] = totals.GetValueOrDefault(name) + value;

        var clusterMemory = clusters.Sum(c => c.MemoryBytes);
        var serviceMemory = services.Sum(s => s.MemoryBytes);
        return new FleetStats
        {
            CollectedAt = now,
            Clusters = clusters,
            Services = services,
            Missing = [.. missing.Select(m => m.ToString())],
            AdmiralMemoryBytes = admiralMemory,
            ClusterMemoryBytes = clusterMemory,
            ServiceMemoryBytes = serviceMemory,
            TotalMemoryBytes = admiralMemory + clusterMemory + serviceMemory,
            ShardCount = shardCount,
            Totals = totals,
        };
    }
}
