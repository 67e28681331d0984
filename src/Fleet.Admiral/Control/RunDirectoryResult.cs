using System.Diagnostics.CodeAnalysis;
using Fleet.Admiral.Options;

namespace Fleet.Admiral.Control;

/// <summary>A fleet's folder, or why it cannot be had: exactly one of the two.</summary>
/// <param name="Directory">The folder, held until it is disposed.</param>
/// <param name="Fault">Why there is none.</param>
public sealed record RunDirectoryResult(RunDirectory? Directory, FleetFault? Fault)
{
    /// <summary>Whether the folder is ours.</summary>
    [MemberNotNullWhen(true, nameof(Directory))]
    [MemberNotNullWhen(false, nameof(Fault))]
    public bool Succeeded => Directory is not null;
}
