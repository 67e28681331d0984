namespace Fleet;

/// <summary>What a handler knows of a command besides its content.</summary>
public abstract class CommandContext
{
    /// <summary>The worker that sent the command; null where it was the Admiral.</summary>
    public abstract WorkerName? From { get; }

    /// <summary>How much time the caller still gives, at most; never negative.</summary>
    public abstract TimeSpan TimeLeft { get; }

    /// <summary>Ends when the caller no longer waits. Created when first read.</summary>
    public abstract CancellationToken Cancellation { get; }
}
