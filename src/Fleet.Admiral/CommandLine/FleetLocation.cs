using Fleet.Admiral.Options;

namespace Fleet.Admiral.CommandLine;

/// <summary>Where a fleet is steered from, or why that is not known.</summary>
/// <param name="Socket">The control socket; null where there are faults.</param>
/// <param name="ExitCode">What the program exits with where there is none.</param>
/// <param name="Faults">Why there is none.</param>
internal sealed record FleetLocation(string? Socket, int ExitCode, IReadOnlyList<FleetFault> Faults);
