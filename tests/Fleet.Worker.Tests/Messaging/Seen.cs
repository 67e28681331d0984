using System.Buffers.Binary;
using Fleet.TestKit.Time;

namespace Fleet.Worker.Tests.Messaging;

/// <summary>The numbers of the frames seen, and a way to wait for them.</summary>
internal sealed class Seen(int expected)
{
    private readonly Lock _lock = new();
    private readonly List<int> _numbers = [];
    private readonly List<(int Count, TaskCompletionSource Reached)> _waits = [];

    public int Count
    {
        get
        {
            lock (_lock) return _numbers.Count;
        }
    }

    public int Add(ReadOnlySpan<byte> frame)
    {
        var number = BinaryPrimitives.ReadInt32LittleEndian(frame);
        lock (_lock)
        {
            _numbers.Add(number);
            foreach (var (count, reached) in _waits)
                if (_numbers.Count >= count) reached.TrySetResult();
        }

        return number;
    }

    public async Task ReachedAsync(int count)
    {
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            if (_numbers.Count >= count) return;
            _waits.Add((count, reached));
        }

        await reached.Task.WithDeadline($"{count} frames");
    }

    public async Task<IReadOnlyList<int>> AllAsync()
    {
        await ReachedAsync(expected);
        lock (_lock) return [.. _numbers];
    }
}
