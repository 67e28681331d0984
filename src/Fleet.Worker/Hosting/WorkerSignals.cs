using System.Runtime.InteropServices;

namespace Fleet.Worker.Hosting;

/// <summary>POSIX signals: SIGTERM stops the worker in order; SIGINT is the Admiral's business, and a worker only ignores it.</summary>
internal sealed class WorkerSignals : IDisposable
{
    private readonly PosixSignalRegistration _terminate;
    private readonly PosixSignalRegistration _interrupt;

    private WorkerSignals(Action onTerminate)
    {
        // .NET 10 has no handler of its own any more: without this one SIGTERM would end the process on the spot.
        _terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal =>
        {
            signal.Cancel = true;
            onTerminate();
        });
        _interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => signal.Cancel = true);
    }

    public static WorkerSignals Listen(Action onTerminate) => new(onTerminate);

    public void Dispose()
    {
        _terminate.Dispose();
        _interrupt.Dispose();
    }
}
