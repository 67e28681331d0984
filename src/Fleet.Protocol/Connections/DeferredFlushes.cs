namespace Fleet.Protocol.Connections;

/// <summary>The flushes that one thread has put off to the end of its batch.</summary>
internal sealed class DeferredFlushes
{
    [ThreadStatic]
    private static DeferredFlushes? OfThisThread;

    private readonly List<FrameSender> _senders = [];
    private bool _open;

    public static DeferredFlushes? TryOpen()
    {
        DeferredFlushes flushes = OfThisThread ??= new DeferredFlushes();
        if (flushes._open)
            return null;
        flushes._open = true;
        return flushes;
    }

    /// <summary>Puts a flush off if this thread has a batch open.</summary>
    public static bool TryDefer(FrameSender sender)
    {
        if (OfThisThread is not { _open: true } flushes)
            return false;
        // The mark saves the search. Another thread may overwrite it, never set it to this list: equal means listed.
        if (sender.DeferredBy == flushes)
            return true;
        if (!flushes._senders.Contains(sender))
            flushes._senders.Add(sender);
        sender.DeferredBy = flushes;
        return true;
    }

    public void Close()
    {
        _open = false;
        foreach (FrameSender sender in _senders)
        {
            if (sender.DeferredBy == this)
                sender.DeferredBy = null;
            sender.FlushNow(endOfBatch: true);
        }

        _senders.Clear();
    }
}
