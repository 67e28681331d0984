namespace Fleet.Admiral.Embedding;

/// <summary>What the handlers of the host program missed and failed at, all together.</summary>
internal sealed class HandlerTally
{
    private long _dropped;
    private long _failed;

    public long Dropped => Interlocked.Read(ref _dropped);

    public long Failed => Interlocked.Read(ref _failed);

    public void CountDropped() => Interlocked.Increment(ref _dropped);

    public void CountFailed() => Interlocked.Increment(ref _failed);
}
