namespace Fleet.Protocol.Connections;

/// <summary>
/// While one is open on a thread, every <see cref="Connection.Flush"/> of that thread is put off to its end, once for
/// each connection. A reader thread has one open for every read; whoever handles many messages in a row on another
/// thread opens one around them: a system call for a batch is worth five to ninety times one for each frame.
/// </summary>
/// <example><code>using (FlushBatch.Begin()) { foreach (var message in messages) Handle(message); }</code></example>
public readonly ref struct FlushBatch
{
    private readonly DeferredFlushes? _flushes;

    private FlushBatch(DeferredFlushes? flushes) => _flushes = flushes;

    /// <summary>Opens a batch on this thread. Inside another one it does nothing: the outer one flushes.</summary>
    public static FlushBatch Begin() => new(DeferredFlushes.TryOpen());

    /// <summary>Flushes what was put off.</summary>
    public void Dispose() => _flushes?.Close();
}
