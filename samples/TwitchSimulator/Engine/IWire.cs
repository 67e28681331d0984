namespace TwitchSimulator.Engine;

/// <summary>The bytes of one connection, by TCP or by WebSocket.</summary>
internal interface IWire : IAsyncDisposable
{
    /// <summary>Reads what has come; 0 at the end.</summary>
    ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken);

    /// <summary>Writes whole lines.</summary>
    ValueTask WriteAsync(ReadOnlyMemory<byte> lines, CancellationToken cancellationToken);
}
