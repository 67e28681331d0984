namespace Fleet.Twitch.Connections;

/// <summary>IRC over a stream: TCP, with or without TLS.</summary>
internal sealed class StreamTransport(Stream stream) : IIrcTransport
{
    public ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken) => stream.ReadAsync(buffer, cancellationToken);

    public ValueTask WriteAsync(ReadOnlyMemory<byte> lines, CancellationToken cancellationToken) => stream.WriteAsync(lines, cancellationToken);

    public ValueTask DisposeAsync() => stream.DisposeAsync();
}
