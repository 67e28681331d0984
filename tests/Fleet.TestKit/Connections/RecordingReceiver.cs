using Fleet.Protocol.Connections;
using Fleet.TestKit.Time;

namespace Fleet.TestKit.Connections;

/// <summary>Keeps every frame, and lets a test wait for the n-th. <see cref="Block"/> makes it a peer that does not read.</summary>
public sealed class RecordingReceiver : IFrameReceiver, IDisposable
{
    private readonly Lock _gate = new();
    private readonly List<byte[]> _frames = [];
    private readonly List<(int Count, TaskCompletionSource Reached)> _waits = [];
    private readonly TaskCompletionSource<DisconnectReason> _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _blocked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ManualResetEventSlim _open = new(initialState: true);
    private int _batches;
    private int _closings;

    /// <summary>Called with every frame before it is recorded; may throw.</summary>
    public Action<byte[]>? Handle { get; set; }

    /// <summary>Called at the end of every batch.</summary>
    public Action? BatchEnd { get; set; }

    public IReadOnlyList<byte[]> Frames
    {
        get
        {
            lock (_gate)
                return [.. _frames];
        }
    }

    public int Batches => Volatile.Read(ref _batches);

    public int Closings => Volatile.Read(ref _closings);

    public Task<DisconnectReason> Closed => _closed.Task;

    /// <summary>Completes when the reader stands at a frame because of <see cref="Block"/>.</summary>
    public Task Blocked => _blocked.Task;

    /// <summary>Stops the reader at the next frame, until <see cref="Unblock"/>.</summary>
    public void Block() => _open.Reset();

    public void Unblock() => _open.Set();

    public void Dispose() => _open.Dispose();

    /// <summary>Waits until at least <paramref name="count"/> frames are there, and returns all.</summary>
    public async Task<IReadOnlyList<byte[]>> FramesAsync(int count)
    {
        Task reached = Task.CompletedTask;
        lock (_gate)
        {
            if (_frames.Count < count)
            {
                var source = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                _waits.Add((count, source));
                reached = source.Task;
            }
        }

        await reached.WithDeadline($"frame {count}");
        return Frames;
    }

    public void OnFrame(ReadOnlySpan<byte> body)
    {
        byte[] frame = body.ToArray();
        if (!_open.IsSet)
            _blocked.TrySetResult();
        _open.Wait(Deadlines.Default);
        Handle?.Invoke(frame);
        lock (_gate)
        {
            _frames.Add(frame);
            foreach ((int count, TaskCompletionSource reached) in _waits)
            {
                if (_frames.Count >= count)
                    reached.TrySetResult();
            }
        }
    }

    public void OnBatchEnd()
    {
        Interlocked.Increment(ref _batches);
        BatchEnd?.Invoke();
    }

    public void OnClosed(DisconnectReason reason)
    {
        Interlocked.Increment(ref _closings);
        _closed.TrySetResult(reason);
    }
}
