namespace Fleet.Planning.Liveness;

/// <summary>What a reading says.</summary>
/// <param name="Pace">How the worker gets on.</param>
/// <param name="Why">In words that can stand after a colon; empty where it keeps up.</param>
public readonly record struct PaceFinding(WorkerPace Pace, string Why);
