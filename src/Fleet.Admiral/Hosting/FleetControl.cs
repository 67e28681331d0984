using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.CompilerServices;
using Fleet.Admiral.Control;
using Fleet.Admiral.Loop;
using Fleet.Admiral.Options;
using Fleet.Admiral.Sharding;
using Fleet.Admiral.Stats;
using Fleet.Planning.Events;
using Fleet.Planning.Operations;
using Fleet.Planning.Orders;
using Fleet.Planning.Snapshots;
using Outcome = Fleet.Admiral.Control.OperationOutcome;

namespace Fleet.Admiral.Hosting;

/// <summary>What operators may do, over the loop: a wish becomes an order, and its progress is read off the snapshots.</summary>
internal sealed partial class FleetControl(FleetConfig config, AdmiralLoop loop, StatsBook stats, GenerationKeeper generations, TimeProvider time) : IFleetControl
{
    private readonly DateTimeOffset _startedAt = time.GetUtcNow();
    private int _operations;

    /// <summary>Who knows how many shards there should be.</summary>
    public ShardDesk? Shards { get; init; }

    public FleetStatus GetStatus()
    {
        var snapshot = loop.Snapshot;
        return new FleetStatus
        {
            Fleet = config.Name,
            Host = config.Host,
            Pid = Environment.ProcessId,
            Mode = FleetView.Mode(snapshot),
            Generation = snapshot.Generation,
            StartedAt = _startedAt,
            Workers = FleetView.Workers(snapshot, loop.Now),
            ClustersWait = Shards?.WhyClustersWait(snapshot),
        };
    }

    public Task<FleetStats> GetStatsAsync(bool collectNow, CancellationToken ct) =>
        collectNow ? stats.CollectAsync(ct) : Task.FromResult(stats.Last);

    public async IAsyncEnumerable<OperationProgress> RestartAsync(RestartRequest request, [EnumeratorCancellation] CancellationToken ct)
    {
        var id = NewId("restart");
        var selection = SlotSelection.Resolve(request.Names, loop.Snapshot, leavePinnedOut: true);
        foreach (var pinned in selection.Pinned) yield return Step(id, pinned, "skipped", $"{pinned} is pinned: left out");
        if (selection.Refusal is { } refusal)
        {
            yield return End(id, Outcome.Refused, refusal, selection.Pinned);
            yield break;
        }

        if (request.Plan)
        {
            foreach (var slot in selection.Slots) yield return Step(id, slot.ToString(), "planned", RestartPlan.Of(loop.Snapshot.Slots[slot], request.Hard));
            yield return End(id, Outcome.Succeeded, RestartPlan.Whole(selection.Slots.Length, request.Hard, config.Rollout.Surge), selection.Pinned);
            yield break;
        }

        if (loop.Snapshot.Operation is { } running)
        {
            yield return End(id, Outcome.Refused, $"FLEET5002 {running.Id} is running; wait for its end.", selection.Pinned);
            yield break;
        }

        yield return new OperationProgress { Operation = id, State = "preparing", Text = "preparing the code of a new generation" };
        var prepared = await generations.PrepareNextAsync(selection.Slots, ct);
        if (!prepared.Succeeded)
        {
            yield return End(id, Outcome.Failed, string.Join("\n", prepared.Faults) + "\nThe running workers go on.", selection.Pinned);
            yield break;
        }

        await foreach (var step in RunAsync(new RestartOrder(id, selection.Slots, request.Hard, prepared.Generation), selection.Pinned, ct))
        {
            // Before the last item and not behind it: who watches leaves with that, and nothing of this method runs any more.
            if (step.Final) generations.ReleaseUnused(loop.Snapshot);
            yield return step;
        }
    }

    public async IAsyncEnumerable<OperationProgress> StopAsync(StopRequest request, [EnumeratorCancellation] CancellationToken ct)
    {
        var id = NewId("stop");
        if (request.Names.Count == 0)
        {
            await foreach (var step in ShutdownAsync(id, request.Hard, ct)) yield return step;
            yield break;
        }

        await foreach (var step in OnSlotsAsync(id, request.Names, slots => new StopSlotsOrder(id, slots) { Hard = request.Hard }, ct)) yield return step;
    }

    public async IAsyncEnumerable<OperationProgress> StartAsync(StartRequest request, [EnumeratorCancellation] CancellationToken ct)
    {
        var id = NewId("start");
        await foreach (var step in OnSlotsAsync(id, request.Names, slots => new StartSlotsOrder(id, slots), ct)) yield return step;
    }

    private async IAsyncEnumerable<OperationProgress> OnSlotsAsync(string id, IReadOnlyList<string> names, Func<ImmutableArray<SlotName>, FleetOrder> order, [EnumeratorCancellation] CancellationToken ct)
    {
        var selection = SlotSelection.Resolve(names, loop.Snapshot, leavePinnedOut: false);
        if (selection.Refusal is { } refusal)
        {
            yield return End(id, Outcome.Refused, refusal, []);
            yield break;
        }

        await foreach (var step in RunAsync(order(selection.Slots), [], ct)) yield return step;
    }

    private async IAsyncEnumerable<OperationProgress> RunAsync(FleetOrder order, IReadOnlyList<string> pinned, [EnumeratorCancellation] CancellationToken ct)
    {
        loop.Post(new OrderGiven(order));
        var told = new Dictionary<SlotName, SlotProgress>();
        await foreach (var snapshot in loop.WatchAsync(ct))
        {
            if (snapshot.FindOperation(order.Id) is not { } operation) continue;
            foreach (var slot in operation.Slots)
            {
                if (told.TryGetValue(slot.Slot, out var last) && last == slot.Progress) continue;
                told[slot.Slot] = slot.Progress;
                yield return Step(order.Id, slot.Slot.ToString(), ProgressWords.Word(slot.Progress), ProgressWords.Sentence(slot));
            }

            if (operation.Outcome == Fleet.Planning.Operations.OperationOutcome.Running) continue;
            yield return End(order.Id, Read(operation.Outcome), operation.Message, pinned);
            yield break;
        }

        yield return End(order.Id, Outcome.Failed, "The fleet stopped before the operation ended.", pinned);
    }

    private async IAsyncEnumerable<OperationProgress> ShutdownAsync(string id, bool hard, [EnumeratorCancellation] CancellationToken ct)
    {
        loop.Post(new OrderGiven(hard ? new ForceShutdownOrder(id) : new ShutdownOrder(id)));
        var gone = new HashSet<SlotName>();
        await foreach (var snapshot in loop.WatchAsync(ct))
        {
            foreach (var slot in snapshot.Slots.Values.Where(s => s.Workers.IsEmpty && snapshot.Mode != FleetMode.Running && gone.Add(s.Slot)))
                yield return Step(id, slot.Slot.ToString(), "done", $"{slot.Slot} has stopped");
            if (snapshot.Mode == FleetMode.Stopped) break;
        }

        yield return End(id, Outcome.Succeeded, $"Fleet {config.Name} has stopped.", []);
    }

    private string NewId(string word) => string.Create(CultureInfo.InvariantCulture, $"{word}-{Interlocked.Increment(ref _operations)}");

    private static OperationProgress Step(string id, string slot, string state, string text) =>
        new() { Operation = id, Slot = slot, State = state, Text = text };

    private static OperationProgress End(string id, Outcome outcome, string message, IReadOnlyList<string> skipped) =>
        new() { Operation = id, State = "ended", Final = true, Result = new OperationResult(outcome, message) { Skipped = skipped } };

    private static Outcome Read(Fleet.Planning.Operations.OperationOutcome outcome) => outcome switch
    {
        Fleet.Planning.Operations.OperationOutcome.Succeeded => Outcome.Succeeded,
        Fleet.Planning.Operations.OperationOutcome.Failed => Outcome.Failed,
        Fleet.Planning.Operations.OperationOutcome.Refused => Outcome.Refused,
        Fleet.Planning.Operations.OperationOutcome.Aborted => Outcome.Aborted,
        Fleet.Planning.Operations.OperationOutcome.Running => throw new ArgumentOutOfRangeException(nameof(outcome)),
    };
}
