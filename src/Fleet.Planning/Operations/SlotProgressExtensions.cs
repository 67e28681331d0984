namespace Fleet.Planning.Operations;

/// <summary>What planners ask of a <see cref="SlotProgress"/>.</summary>
internal static class SlotProgressExtensions
{
    /// <summary>Begun, and not at its end.</summary>
    public static bool IsUnderWay(this SlotProgress progress) => progress switch
    {
        SlotProgress.Stopping or SlotProgress.Starting or SlotProgress.HandingOver or SlotProgress.Warm or SlotProgress.Retiring => true,
        SlotProgress.Waiting or SlotProgress.Done or SlotProgress.Failed or SlotProgress.Skipped => false,
    };
}
