using Fleet.Admiral.Loop;
using Fleet.Planning.Actions;
using Fleet.Planning.Events;
using Fleet.Planning.Operations;
using Fleet.Planning.Snapshots;
using Fleet.Planning.Supervision;

namespace Fleet.Admiral.Notices;

/// <summary>What an event of the loop is to those who watch the fleet from outside: nothing, or a notice or two.</summary>
internal static class NoticeReader
{
    private const int MostLines = 20;

    /// <summary>Reads the difference that an event made.</summary>
    /// <param name="before">What was known.</param>
    /// <param name="heard">The event.</param>
    /// <param name="after">What is known now.</param>
    /// <param name="pause">How long a handover waits when the new worker is ready.</param>
    /// <param name="now">When.</param>
    public static IEnumerable<FleetNotice> Read(FleetSnapshot before, FleetEvent heard, FleetSnapshot after, TimeSpan pause, DateTimeOffset now)
    {
        var own = heard switch
        {
            WorkerSignalled signalled => OfSignal(before, signalled, after, pause, now),
            ActionTaken { Action: PointRoute { Worker: { } worker } } => Routed(before, worker, after, now),
            ActionTaken { Action: Quarantine quarantine } => [new WorkerQuarantined { At = now, Slot = quarantine.Slot.ToString(), Reason = quarantine.Reason, RetryAt = quarantine.RetryAt }],
            _ => [],
        };
        return own.Concat(OfOperations(before, after, now));
    }

    /// <summary>Whether every slot of the start serves, is in quarantine, was stopped by order, or is no more; null where one does not yet.</summary>
    public static FleetReady? Ready(IEnumerable<SlotName> start, FleetSnapshot snapshot, DateTimeOffset now)
    {
        if (snapshot.Mode != FleetMode.Running || snapshot.AwaitsLayout) return null;
        var (active, quarantined) = (new List<string>(), new List<string>());
        foreach (var name in start.Union(snapshot.Layout.Clusters.Keys))
        {
            if (!snapshot.Slots.TryGetValue(name, out var slot) || !slot.Wanted) continue;
            if (slot.Find(slot.Route) is not null) active.Add(name.ToString());
            else if (slot.Quarantined) quarantined.Add(name.ToString());
            else return null;
        }

        return new FleetReady { At = now, Active = active, Quarantined = quarantined };
    }

    private static IEnumerable<FleetNotice> OfSignal(FleetSnapshot before, WorkerSignalled signalled, FleetSnapshot after, TimeSpan pause, DateTimeOffset now)
    {
        var name = signalled.Worker;
        if (before.FindWorker(name) is not { } was) yield break;
        if (after.FindWorker(name) is not { } worker)
        {
            yield return Ended(before.Slots[name.Slot], was, signalled, after, now);
            yield break;
        }

        if (was.WasReady || !worker.WasReady) yield break;
        yield return new WorkerReady { At = now, Slot = name.Slot.ToString(), Worker = name.ToString(), Pid = worker.Pid, Took = now - worker.LaunchedAt };
        foreach (var pending in Pending(worker, after, pause, now)) yield return pending;
    }

    private static FleetNotice Ended(SlotRecord slot, WorkerRecord was, WorkerSignalled signalled, FleetSnapshot after, DateTimeOffset now)
    {
        var (name, said) = (was.Name.ToString(), WorkerFault.AtEnd(was.Fault, signalled.Detail));
        if (was.StopReason is { } reason) return new WorkerStopped { At = now, Slot = slot.Slot.ToString(), Worker = name, Reason = reason, Trouble = said };
        // The planner's own words where it has them.
        var told = after.Slots.GetValueOrDefault(slot.Slot)?.LastFailure is { } failure && failure.StartsWith(name + ": ", StringComparison.Ordinal) ? failure[(name.Length + 2)..] : said;
        return new WorkerLost
        {
            At = now,
            Slot = slot.Slot.ToString(),
            Worker = name,
            Reason = told ?? "its process ended",
            LastLines = [.. signalled.LastLines.TakeLast(MostLines)],
            WasActive = slot.Route == was.Name,
        };
    }

    /// <summary>The handovers that follow from a worker's being ready.</summary>
    private static IEnumerable<FleetNotice> Pending(WorkerRecord ready, FleetSnapshot snapshot, TimeSpan pause, DateTimeOffset now)
    {
        if (snapshot.Operation is not { } operation) return [];
        switch (operation.Kind)
        {
            case OperationKind.SoftRestart when operation.Find(ready.Name.Slot) is { } step && step.New == ready.Name && snapshot.Slots[step.Slot].Find(step.Old) is { } old:
                return [Notice(step.Slot, old.Name, ready.Name)];
            case OperationKind.Reshard when snapshot.OtherLayout is { } to && operation.Turns == 0 && to.Clusters.Keys.All(slot => Coming(slot) is { Phase: WorkerPhase.Ready }):
                // All turn at one instant.
                return snapshot.Layout.Clusters.Keys.Select(slot => (Slot: slot, Old: snapshot.Slots[slot].Route)).Where(turning => turning.Old is not null)
                    .Select(turning => Notice(turning.Slot, turning.Old!.Value, Coming(turning.Slot)?.Name));
            default:
                return [];
        }

        WorkerRecord? Coming(SlotName slot) => operation.Find(slot) is { } step && snapshot.Slots.TryGetValue(slot, out var record) ? record.Find(step.New) : null;

        FleetNotice Notice(SlotName slot, WorkerName old, WorkerName? successor) => new HandoverPending
        {
            At = now,
            Slot = slot.ToString(),
            Old = old.ToString(),
            New = successor?.ToString() ?? "",
            Operation = operation.Id,
            // One that ails is given no time.
            In = snapshot.FindWorker(old) is { WasToBeReplaced: true } ? TimeSpan.Zero : pause,
        };
    }

    private static IEnumerable<FleetNotice> Routed(FleetSnapshot before, WorkerName worker, FleetSnapshot after, DateTimeOffset now)
    {
        if (before.Slots.GetValueOrDefault(worker.Slot) is not { } slot || (slot.Route == worker && !slot.Holding)) return [];
        return [new WorkerActive { At = now, Slot = worker.Slot.ToString(), Worker = worker.ToString(), Pid = after.FindWorker(worker)?.Pid ?? 0 }];
    }

    private static IEnumerable<FleetNotice> OfOperations(FleetSnapshot before, FleetSnapshot after, DateTimeOffset now)
    {
        if (after.Operation is { } running && !ReferenceEquals(running, before.Operation))
            foreach (var step in Steps(before.Operation, running, now)) yield return step;
        if (after.LastOperations is not [.., var ended] || (before.LastOperations is [.., var known] && ReferenceEquals(ended, known))) yield break;
        foreach (var step in Steps(before.Operation, ended, now)) yield return step;
        yield return new OperationEnded { At = now, Operation = ended.Id, Kind = Word(ended.Kind), Outcome = Read(ended.Outcome), Message = ended.Message };
    }

    private static IEnumerable<FleetNotice> Steps(OperationRecord? before, OperationRecord after, DateTimeOffset now)
    {
        foreach (var step in after.Slots)
        {
            if (before?.Id == after.Id && before.Find(step.Slot)?.Progress == step.Progress) continue;
            yield return new OperationAdvanced
            {
                At = now,
                Operation = after.Id,
                Kind = Word(after.Kind),
                Slot = step.Slot.ToString(),
                State = ProgressWords.Word(step.Progress),
                Text = ProgressWords.Sentence(step),
            };
        }
    }

    private static string Word(OperationKind kind) => kind switch
    {
        OperationKind.SoftRestart => "restart",
        OperationKind.HardRestart => "hard restart",
        OperationKind.StopSlots => "stop",
        OperationKind.StartSlots => "start",
        OperationKind.Reshard => "reshard",
        OperationKind.AddService => "add service",
        OperationKind.RemoveService => "remove service",
    };

    private static OrderOutcome Read(OperationOutcome outcome) => outcome switch
    {
        OperationOutcome.Succeeded => OrderOutcome.Succeeded,
        OperationOutcome.Failed => OrderOutcome.Failed,
        OperationOutcome.Refused => OrderOutcome.Refused,
        OperationOutcome.Aborted => OrderOutcome.Aborted,
        OperationOutcome.Running => throw new ArgumentOutOfRangeException(nameof(outcome)),
    };
}
