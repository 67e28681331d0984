using Fleet.Protocol.Connections;
using Fleet.Protocol.MessagePack;
using Fleet.Protocol.Messages;
using Fleet.TestKit.Time;
using Fleet.Worker.Messaging;

namespace Fleet.Worker.Tests;

/// <summary>A link that keeps what is sent, and refuses what the test says.</summary>
internal sealed class FakeLink : IAdmiralLink
{
    private readonly Lock _lock = new();
    private readonly List<(byte[] Body, SendLane Lane)> _frames = [];
    private readonly List<(int Count, TaskCompletionSource Reached)> _waits = [];

    /// <summary>What <see cref="TrySend"/> answers; frames are kept only where it takes them.</summary>
    public Func<byte[], SendStatus> Answer { get; set; } = _ => SendStatus.Queued;

    /// <summary>What <see cref="WaitForRoomAsync"/> answers.</summary>
    public TaskCompletionSource<bool> Room { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public TimeSpan DispatchDelay { get; set; }

    public int Looks { get; private set; }

    public int Flushes { get; private set; }

    public IReadOnlyList<byte[]> Frames
    {
        get
        {
            lock (_lock) return [.. _frames.Select(f => f.Body)];
        }
    }

    public IReadOnlyList<SendLane> Lanes
    {
        get
        {
            lock (_lock) return [.. _frames.Select(f => f.Lane)];
        }
    }

    public IReadOnlyList<MessageKind> Kinds => [.. Frames.Select(KindOf)];

    public static MessageKind KindOf(byte[] body)
    {
        var reader = new MsgPackReader(body);
        return MessageHeader.Read(ref reader).Kind;
    }

    /// <summary>Waits until so many frames were sent, and returns all.</summary>
    public async Task<IReadOnlyList<byte[]>> FramesAsync(int count)
    {
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            if (_frames.Count >= count) reached.SetResult();
            else _waits.Add((count, reached));
        }

        await reached.Task.WithDeadline($"frame {count}");
        return Frames;
    }

    public SendStatus TrySend(ReadOnlySpan<byte> header, ReadOnlySpan<byte> payload, SendLane lane = SendLane.Data)
    {
        byte[] body = [.. header, .. payload];
        var status = Answer(body);
        if (status is not (SendStatus.Queued or SendStatus.Stalled)) return status;
        lock (_lock)
        {
            _frames.Add((body, lane));
            foreach (var (count, reached) in _waits)
                if (_frames.Count >= count) reached.TrySetResult();
        }

        return status;
    }

    public void Flush()
    {
        lock (_lock) Flushes++;
    }

    public void RelieveStuckReader() => Looks++;

    public async ValueTask<bool> WaitForRoomAsync(TimeSpan limit, CancellationToken cancellationToken) => await Room.Task.WaitAsync(cancellationToken);
}
