namespace Fleet.Admiral.Processes.Dumps;

/// <summary>Has a process write a dump of itself.</summary>
internal interface IDumpWriter
{
    /// <summary>Whether the process stands still by somebody's order (SIGSTOP): it can do nothing then, and so write no dump either.</summary>
    bool IsStopped(int pid);

    /// <summary>Has the process write its dump to a file, which must not exist. Throws where it cannot, and when it is cancelled.</summary>
    Task WriteAsync(int pid, string path, CancellationToken cancellationToken);
}
