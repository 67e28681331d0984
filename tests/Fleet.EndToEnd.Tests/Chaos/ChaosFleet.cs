using Fleet.EndToEnd.Tests.Probes;
using Fleet.TestKit.Processes;

namespace Fleet.EndToEnd.Tests.Chaos;

/// <summary>Fleets whose workers keep journals.</summary>
internal static class ChaosFleet
{
    /// <summary>The slot that puts load on the others; it is pinned, so that restarts leave it out.</summary>
    public const string Caller = "caller";

    /// <summary>A fleet with a <see cref="Caller"/>.</summary>
    /// <param name="clusters">How many clusters.</param>
    /// <param name="load">What the clusters do by themselves while they are active, in the words of the probes' <c>JournalLoad</c>; null for nothing.</param>
    /// <param name="services">Further services.</param>
    public static FleetFile File(int clusters, string? load = null, params string[] services)
    {
        var file = new FleetFile();
        var dll = ProbeFleet.Build(file);
        file.Clusters(clusters, dll, new { doors = file["d"], load }, JournalProbeSource.Cluster);
        foreach (var service in (string[])[Caller, .. services]) file.Service(service, dll, new { doors = file["d"] }, JournalProbeSource.Service, pinned: service == Caller);
        return file.Set("environment.JOURNALS", file["j"]).Set("rollout.warm", "300ms");
    }

    /// <summary>The names of clusters.</summary>
    public static string[] Clusters(int count) => [.. Enumerable.Range(0, count).Select(id => $"cluster-{id}")];
}
