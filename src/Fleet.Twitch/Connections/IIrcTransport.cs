namespace Fleet.Twitch.Connections;

/// <summary>Bytes to and from the server, over whatever carries them. One reader and one writer at a time.</summary>
internal interface IIrcTransport : IAsyncDisposable
{
    /// <summary>Reads what has come; 0 means that the server closed the connection.</summary>
    ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken);

    /// <summary>Writes whole lines. A write that was cancelled leaves the transport unusable.</summary>
    ValueTask WriteAsync(ReadOnlyMemory<byte> lines, CancellationToken cancellationToken);
}
