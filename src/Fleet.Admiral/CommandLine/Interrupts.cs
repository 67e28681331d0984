using System.Runtime.InteropServices;

namespace Fleet.Admiral.CommandLine;

/// <summary>Turns SIGINT, SIGTERM and SIGHUP into a token: .NET itself would end the process at once. A second Ctrl+C does.</summary>
public sealed class Interrupts : IDisposable
{
    private readonly CancellationTokenSource _source = new();
    private readonly PosixSignalRegistration[] _registrations;

    /// <summary>Begins to listen.</summary>
    public Interrupts() => _registrations =
    [
        PosixSignalRegistration.Create(PosixSignal.SIGINT, Hear),
        PosixSignalRegistration.Create(PosixSignal.SIGTERM, Hear),
        PosixSignalRegistration.Create(PosixSignal.SIGHUP, Hear),
    ];

    /// <summary>Ends at the first signal.</summary>
    public CancellationToken Token => _source.Token;

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var registration in _registrations) registration.Dispose();
        _source.Dispose();
    }

    private void Hear(PosixSignalContext context)
    {
        context.Cancel = !(context.Signal == PosixSignal.SIGINT && _source.IsCancellationRequested);
        _source.Cancel();
    }
}
