using Fleet.Planning.Operations;

namespace Fleet.Admiral.Loop;

/// <summary>The steps of an operation on one slot, in words.</summary>
internal static class ProgressWords
{
    public static string Word(SlotProgress progress) => progress switch
    {
        SlotProgress.Waiting => "waiting",
        SlotProgress.Stopping => "stopping",
        SlotProgress.Starting => "starting",
        SlotProgress.HandingOver => "handover",
        SlotProgress.Warm => "warm",
        SlotProgress.Retiring => "retiring",
        SlotProgress.Done => "done",
        SlotProgress.Failed => "failed",
        SlotProgress.Skipped => "skipped",
    };

    public static string Sentence(OperationSlot slot) => slot.Progress switch
    {
        SlotProgress.Waiting => $"{slot.Slot} waits for its turn",
        SlotProgress.Stopping => $"{slot.Slot}: stopping {slot.Old}",
        SlotProgress.Starting => slot.Old is null ? $"{slot.Slot}: starting {slot.New}" : $"{slot.Slot}: starting {slot.New} beside {slot.Old}",
        SlotProgress.HandingOver => slot.Old is null ? $"{slot.Slot}: handing over to {slot.New}" : $"{slot.Slot}: handing over from {slot.Old} to {slot.New}",
        SlotProgress.Warm => slot.Old is null ? $"{slot.Slot}: {slot.New} is active" : $"{slot.Slot}: {slot.New} is active, {slot.Old} is kept a moment",
        SlotProgress.Retiring => $"{slot.Slot}: stopping {slot.Old}",
        SlotProgress.Done => slot.New is null ? $"{slot.Slot}: done" : $"{slot.Slot}: {slot.New} serves",
        SlotProgress.Failed => $"{slot.Slot}: failed: {slot.Failure}",
        SlotProgress.Skipped => $"{slot.Slot} was not touched",
    };
}
