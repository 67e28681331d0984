using System.Text.Json;

namespace Fleet.TestKit.Processes;

/// <summary>A row of <c>fleet ps --json</c>, as a script would read it.</summary>
public sealed record ListedWorker(
    string Slot, string Worker, string Kind, int Pid, string Phase, int Restarts, int Generation, double UptimeSeconds, long MemoryBytes, bool Pinned, string Note)
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    /// <summary>Reads the rows.</summary>
    public static IReadOnlyList<ListedWorker> Read(string json) =>
        JsonDocument.Parse(json).RootElement.GetProperty("workers").Deserialize<ListedWorker[]>(Web)!;
}
