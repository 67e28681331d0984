namespace Fleet.Admiral.Processes;

/// <summary>Starts worker processes. The seam that tests fake.</summary>
internal interface IWorkerLauncher
{
    /// <summary>Starts a process; it dies with the Admiral.</summary>
    /// <exception cref="LaunchException">The operating system refused.</exception>
    Task<IWorkerProcess> LaunchAsync(LaunchOrder order, IWorkerProcessEvents events);
}
