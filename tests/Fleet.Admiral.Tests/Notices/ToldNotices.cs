using System.Collections.Concurrent;
using Fleet.Admiral.Notices;
using Fleet.TestKit.Time;

namespace Fleet.Admiral.Tests.Notices;

/// <summary>Writes down what a hub tells, each notice in a few words.</summary>
internal sealed class ToldNotices
{
    private readonly ConcurrentQueue<FleetNotice> _told = new();

    public ToldNotices(NoticeHub hub) => hub.Listen(_told.Enqueue);

    public IReadOnlyList<FleetNotice> All => [.. _told];

    /// <summary>All in words, but the steps of operations.</summary>
    public IReadOnlyList<string> Words => [.. _told.Where(notice => notice is not OperationAdvanced).Select(Describe)];

    /// <summary>What is about one slot, in words.</summary>
    public IReadOnlyList<string> Of(string slot) => [.. Words.Where(words => words.Contains(slot, StringComparison.Ordinal))];

    public IEnumerable<T> OfType<T>() => _told.OfType<T>();

    public Task UntilAsync(string words) => Until.TrueAsync(() => Words.Contains(words), $"\"{words}\" after {string.Join("; ", Words)}");

    private static string Describe(FleetNotice notice) => notice switch
    {
        FleetReady ready => $"fleet ready: {string.Join(",", ready.Active)}; quarantined: {string.Join(",", ready.Quarantined)}",
        WorkerReady ready => $"ready {ready.Worker}",
        WorkerActive active => $"active {active.Worker}",
        WorkerLost lost => $"lost {lost.Worker}{(lost.WasActive ? "" : ", not active")}: {lost.Reason}",
        WorkerStopped stopped => $"stopped {stopped.Worker}: {stopped.Reason}{(stopped.Trouble is null ? "" : $", {stopped.Trouble}")}",
        WorkerQuarantined quarantined => $"quarantined {quarantined.Slot}",
        HandoverPending pending => $"pending {pending.Old} to {pending.New} in {pending.In.TotalSeconds} s by {pending.Operation}",
        OperationEnded ended => $"ended {ended.Operation}: {ended.Kind} {ended.Outcome}",
        StatsCollected => "stats",
        _ => notice.ToString(),
    };
}
