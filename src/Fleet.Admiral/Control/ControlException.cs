using Fleet.Admiral.Options;

namespace Fleet.Admiral.Control;

/// <summary>An Admiral could not be asked, or did not take the question.</summary>
/// <param name="fault">What a person should know.</param>
/// <param name="inner">The cause.</param>
public sealed class ControlException(FleetFault fault, Exception? inner = null) : Exception(fault.ToString(), inner)
{
    /// <summary>What a person should know: FLEET5001 no Admiral answers, FLEET5003 it went away, FLEET5006 it refused the request, or its answer cannot be understood.</summary>
    public FleetFault Fault { get; } = fault;
}
