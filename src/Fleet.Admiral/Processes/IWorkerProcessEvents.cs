namespace Fleet.Admiral.Processes;

/// <summary>What a process tells its owner. Called on arbitrary threads, one call at a time per stream.</summary>
internal interface IWorkerProcessEvents
{
    /// <summary>The process wrote a line.</summary>
    /// <param name="line">The line without its end, cut at 16 KiB.</param>
    /// <param name="isError">Whether it was written to standard error.</param>
    void OnOutput(string line, bool isError);

    /// <summary>The process ended; called once, after its output has been read (or half a second after its end, if a child of it holds the output open).</summary>
    void OnExited(IWorkerProcess process, int exitCode);
}
