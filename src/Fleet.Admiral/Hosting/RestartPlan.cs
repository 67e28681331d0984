using Fleet.Planning.Snapshots;

namespace Fleet.Admiral.Hosting;

/// <summary>What a restart would do, in words.</summary>
internal static class RestartPlan
{
    public static string Of(SlotRecord slot, bool hard)
    {
        if (!slot.Wanted) return $"{slot.Slot} is stopped and would be left out";
        var next = new WorkerName(slot.Slot, slot.NextIncarnation);
        if (slot.Workers is not [var old, ..]) return $"{slot.Slot}: would start {next}; nobody works there now";
        return hard ? $"{slot.Slot}: would stop {old.Name}, then start {next}" : $"{slot.Slot}: would start {next} beside {old.Name}, hand over, then stop {old.Name}";
    }

    public static string Whole(int slots, bool hard, int surge) =>
        $"Nothing was done. The restart would go through {(slots == 1 ? "1 slot" : $"{slots} slots in this order")}, {(hard ? "with nobody in a slot between old and new" : surge == 1 ? "with one worker more at a time" : $"with up to {surge} workers more at a time")}, and stop at the first failure.";
}
