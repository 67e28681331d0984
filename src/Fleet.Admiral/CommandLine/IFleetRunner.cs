using Fleet.Admiral.Options;

namespace Fleet.Admiral.CommandLine;

/// <summary>Runs an Admiral until its fleet is stopped. The verb <c>run</c> calls it.</summary>
public interface IFleetRunner
{
    /// <summary>Runs the fleet in this process.</summary>
    /// <param name="config">The validated configuration.</param>
    /// <param name="ct">Ends when the operator interrupts (Ctrl+C, SIGTERM): the fleet stops in an orderly way.</param>
    /// <returns>The exit code of the program (<see cref="ExitCode"/>).</returns>
    Task<int> RunAsync(FleetConfig config, CancellationToken ct);
}
