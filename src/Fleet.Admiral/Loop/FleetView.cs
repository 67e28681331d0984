using Fleet.Admiral.Processes;
using Fleet.Planning.Snapshots;
using Fleet.Planning.Supervision;

namespace Fleet.Admiral.Loop;

/// <summary>A snapshot as people see it.</summary>
internal static class FleetView
{
    private static readonly TimeSpan Recent = TimeSpan.FromMinutes(10);

    /// <summary>One row per slot: services by name, then clusters by number.</summary>
    public static IReadOnlyList<WorkerSummary> Workers(FleetSnapshot snapshot, DateTimeOffset now) =>
        [.. snapshot.Slots.Values.OrderBy(slot => slot.Slot).Select(slot => Row(slot, now))];

    /// <summary>The mode in one word.</summary>
    public static string Mode(FleetSnapshot snapshot) => snapshot.Mode switch
    {
        FleetMode.Running => snapshot.AwaitsLayout || snapshot.Slots.Values.Any(s => s is { Wanted: true, Started: false } && snapshot.Layout.Find(s.Slot) is not null) ? "starting" : "running",
        FleetMode.Stopping or FleetMode.Forced => "stopping",
        FleetMode.Stopped => "stopped",
    };

    private static WorkerSummary Row(SlotRecord slot, DateTimeOffset now)
    {
        var shown = slot.Find(slot.Route) ?? slot.Workers.LastOrDefault(w => w.Phase != WorkerPhase.Gone);
        return new WorkerSummary(
            slot.Slot.ToString(),
            shown?.Name.ToString() ?? "",
            slot.Slot.Kind == WorkerKind.Cluster ? "cluster" : "service",
            shown is null ? Absence(slot) : Word(shown.Phase),
            shown?.Pid ?? 0,
            slot.Restarts,
            shown?.Generation ?? slot.Generation,
            shown is null ? 0 : Math.Max(0, (now - shown.LaunchedAt).TotalSeconds),
            shown is null ? 0 : ProcessMemory.Of(shown.Pid),
            slot.Pinned,
            Note(slot, shown, now));
    }

    private static string Absence(SlotRecord slot) =>
        !slot.Wanted ? "stopped" : slot.Quarantined ? "quarantined" : slot.RetryAt is null ? "waiting" : "backoff";

    private static string Note(SlotRecord slot, WorkerRecord? shown, DateTimeOffset now)
    {
        var other = slot.Workers.FirstOrDefault(w => w != shown && w.Phase != WorkerPhase.Gone);
        var trouble = shown is null ? null : shown.Fault ?? shown.Stuck ?? shown.Bloated ?? shown.Behind;
        if (other is not null) return trouble is null ? $"{other.Name} {Word(other.Phase)}" : $"{other.Name} {Word(other.Phase)}; {trouble}";
        if (trouble is not null) return trouble;
        if (shown is null && slot.RetryAt is { } at && slot.LastFailure is { } why) return $"next try in {Math.Max(0, (at - now).TotalSeconds):0} s: {why}";
        if (slot.Note.Length > 0) return slot.Note;
        // What was lost and has not been made good yet, and what was replaced a while ago.
        if (slot is { Attempt: > 0, LastFailure: { } lost }) return $"after the loss of {lost}";
        return slot is { ReplacedAt: { } replaced, ReplacedFor: { } reason } && now - replaced < Recent ? $"replaced: {reason}" : "";
    }

    private static string Word(WorkerPhase phase) => phase switch
    {
        WorkerPhase.Launching => "launching",
        WorkerPhase.Joining => "joining",
        WorkerPhase.Starting => "starting",
        WorkerPhase.Ready => "ready",
        WorkerPhase.Activating => "activating",
        WorkerPhase.Active => "active",
        WorkerPhase.Draining => "draining",
        WorkerPhase.Stopping => "stopping",
        WorkerPhase.Killing => "killing",
        WorkerPhase.Gone => "gone",
    };
}
