namespace Fleet.Admiral.Processes;

/// <summary>A worker's process, from its start to its end.</summary>
internal interface IWorkerProcess : IDisposable
{
    /// <summary>The process id.</summary>
    int Pid { get; }

    /// <summary>The last lines that the process wrote to its standard error, oldest first.</summary>
    IReadOnlyList<string> LastErrorLines { get; }

    /// <summary>Ends the process and its children at once. Harmless when it has ended.</summary>
    void Kill();
}
