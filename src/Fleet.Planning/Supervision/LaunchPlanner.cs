using System.Globalization;
using Fleet.Planning.Actions;
using Fleet.Planning.Snapshots;
using Fleet.Planning.Specs;

namespace Fleet.Planning.Supervision;

/// <summary>
/// When a wanted slot without a worker gets one: at once, after a wait, or slowly because it is in quarantine; and not before there is a place among those that
/// are on their way to the handshake.
/// </summary>
internal static class LaunchPlanner
{
    /// <summary>How many processes more may be started now.</summary>
    public static int Places(StartSpec spec, FleetSnapshot snapshot)
    {
        var joining = 0;
        foreach (var (_, slot) in snapshot.Slots)
        {
            foreach (var worker in slot.Workers)
                if (!worker.HasJoined()) joining++;
        }
        return spec.MostJoining - joining;
    }

    public static void Plan(PlanBuilder plan, FleetSpec spec, FleetSnapshot snapshot, SlotRecord slot, DateTimeOffset now, ref int places)
    {
        if (slot.RetryAt is { } retryAt)
        {
            if (plan.Due(retryAt, now)) Launch(plan, snapshot, slot, slot.Quarantined ? "another attempt of a slot in quarantine" : "the wait is over", ref places);
        }
        else if (slot.Attempt == 0)
        {
            if (StartGate.IsOpen(plan, spec.Start, snapshot, slot, now)) Launch(plan, snapshot, slot, $"{slot.Slot} is wanted", ref places);
        }
        else
        {
            AfterLoss(plan, spec, snapshot, slot, now, ref places);
        }
    }

    private static void AfterLoss(PlanBuilder plan, FleetSpec spec, FleetSnapshot snapshot, SlotRecord slot, DateTimeOffset now, ref int places)
    {
        var supervision = spec.Supervision;
        var slowly = now + supervision.QuarantineRetry;
        if (slot.Quarantined)
        {
            plan.Add(new BackOff(slot.Slot, slowly) { Reason = $"{slot.LastFailure}; {slot.Slot} stays in quarantine and is tried again in {Seconds(supervision.QuarantineRetry)}" });
        }
        else if (slot.LossWasPermanent)
        {
            plan.Add(new Quarantine(slot.Slot, slowly) { Reason = $"{slot.LastFailure}; trying again would not help, so {slot.Slot} is in quarantine until it is restarted" });
        }
        else if (RestartWindow.IsExceeded(supervision.Window, slot.Losses, now))
        {
            plan.Add(new Quarantine(slot.Slot, slowly) { Reason = $"{slot.LastFailure}; {slot.Slot} was lost {supervision.Window.Losses} times within {Seconds(supervision.Window.Within)} and is in quarantine" });
        }
        else
        {
            var wait = Backoff.Delay(supervision.Backoff, spec.Seed, slot.Slot, slot.Attempt);
            if (wait <= TimeSpan.Zero) Launch(plan, snapshot, slot, slot.LastFailure ?? $"{slot.Slot} was lost", ref places);
            else plan.Add(new BackOff(slot.Slot, now + wait) { Reason = $"{slot.LastFailure}; {slot.Slot} is started again in {Seconds(wait)}" });
        }
    }

    // Whoever gets no place asks again with the next event: one that joins or ends is one.
    private static void Launch(PlanBuilder plan, FleetSnapshot snapshot, SlotRecord slot, string reason, ref int places)
    {
        if (--places < 0) return;
        plan.Add(new Launch(new WorkerName(slot.Slot, slot.NextIncarnation), slot.Generation) { Layout = snapshot.Layout.NumberFor(slot.Slot), Reason = reason });
    }

    private static string Seconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.#} s");
}
