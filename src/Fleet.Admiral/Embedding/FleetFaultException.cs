using Fleet.Admiral.Options;

namespace Fleet.Admiral.Embedding;

/// <summary>A fleet could not be started: everything that is wrong, at once.</summary>
/// <param name="faults">What is wrong.</param>
public sealed class FleetFaultException(IReadOnlyList<FleetFault> faults) : FleetException("The fleet cannot start.\n" + string.Join('\n', faults))
{
    /// <summary>What is wrong.</summary>
    public IReadOnlyList<FleetFault> Faults { get; } = faults;
}
