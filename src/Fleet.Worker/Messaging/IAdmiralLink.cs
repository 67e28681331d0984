using Fleet.Protocol.Connections;

namespace Fleet.Worker.Messaging;

/// <summary>The worker's end of its link to the Admiral.</summary>
internal interface IAdmiralLink
{
    /// <summary>Queues a frame without waiting; it goes out at the next <see cref="Flush"/>.</summary>
    SendStatus TrySend(ReadOnlySpan<byte> header, ReadOnlySpan<byte> payload, SendLane lane = SendLane.Data);

    /// <summary>Sends what is queued, now or at the end of the batch that is being dispatched on this thread.</summary>
    void Flush();

    /// <summary>Waits until there is room for more.</summary>
    /// <returns>False where there was none within <paramref name="limit"/>.</returns>
    ValueTask<bool> WaitForRoomAsync(TimeSpan limit, CancellationToken cancellationToken);

    /// <summary>How long frames have waited behind the one that is dispatched; zero where none does.</summary>
    TimeSpan DispatchDelay { get; }

    /// <summary>Has another thread read on where the bot's code blocks the reader. To be called every now and then from one thread.</summary>
    void RelieveStuckReader();
}
