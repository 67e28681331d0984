using System.Diagnostics.CodeAnalysis;

namespace Fleet.Admiral.Options;

/// <summary>A configuration, or everything that is wrong with it: exactly one of the two.</summary>
/// <param name="Config">The validated configuration.</param>
/// <param name="Faults">All faults at once; empty where there is a configuration.</param>
public sealed record FleetConfigResult(FleetConfig? Config, IReadOnlyList<FleetFault> Faults)
{
    /// <summary>Whether there is a configuration.</summary>
    [MemberNotNullWhen(true, nameof(Config))]
    public bool Succeeded => Config is not null;
}
