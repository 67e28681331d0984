namespace Fleet.Admiral.Control;

/// <summary>That an Admiral answers, and which.</summary>
/// <param name="Fleet">The name of its fleet.</param>
/// <param name="Pid">Its process id.</param>
/// <param name="Mode">See <see cref="FleetStatus.Mode"/>.</param>
public sealed record FleetHealth(string Fleet, int Pid, string Mode);
