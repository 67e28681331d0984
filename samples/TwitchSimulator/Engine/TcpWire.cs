namespace TwitchSimulator.Engine;

/// <summary>IRC over plain TCP.</summary>
internal sealed class TcpWire(Stream stream) : IWire
{
    public ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken) => stream.ReadAsync(buffer, cancellationToken);

    public ValueTask WriteAsync(ReadOnlyMemory<byte> lines, CancellationToken cancellationToken) => stream.WriteAsync(lines, cancellationToken);

    public ValueTask DisposeAsync() => stream.DisposeAsync();
}
