using System.Text;
using System.Threading.Channels;
using Fleet.TestKit.Time;
using Fleet.Twitch.Connections;
using Fleet.Twitch.Irc;

namespace Fleet.Twitch.Tests.Connections;

/// <summary>One connection in memory, with the server's end in the hands of the test.</summary>
internal sealed class MemoryTransport : IIrcTransport
{
    private readonly Channel<byte[]> _toClient = Channel.CreateUnbounded<byte[]>();
    private readonly Channel<string> _fromClient = Channel.CreateUnbounded<string>();
    private readonly TaskCompletionSource _disposed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly IrcLineBuffer _written = new();
    private ReadOnlyMemory<byte> _rest;
    private int _marks;

    /// <summary>Called with each line that the client writes, before the test can read it.</summary>
    public Action<string>? OnLine { get; set; }

    /// <summary>Ends when the client lets go.</summary>
    public Task Disposed => _disposed.Task;

    /// <summary>Whether the client has let go.</summary>
    public bool IsDisposed => _disposed.Task.IsCompleted;

    /// <summary>Makes every write of the client fail.</summary>
    public bool IsBroken { get; set; }

    public void Send(params string[] lines) => _toClient.Writer.TryWrite(Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => line + "\r\n"))));

    public void SendRaw(byte[] bytes) => _toClient.Writer.TryWrite(bytes);

    public void Close() => _toClient.Writer.TryComplete();

    /// <summary>The next line of the client.</summary>
    public async Task<string> NextAsync() => await _fromClient.Reader.ReadAsync().AsTask().WithDeadline();

    /// <summary>The next line of the client that begins so.</summary>
    public async Task<string> NextAsync(string start)
    {
        while (true)
        {
            var line = await NextAsync();
            if (line.StartsWith(start, StringComparison.Ordinal)) return line;
        }
    }

    /// <summary>Returns when the client has taken everything that was sent so far.</summary>
    public async Task TakenAsync()
    {
        var mark = $"mark-{Interlocked.Increment(ref _marks)}";
        Send($"PING :{mark}");
        await NextAsync($"PONG :{mark}");
    }

    public async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        while (_rest.IsEmpty)
        {
            if (!await _toClient.Reader.WaitToReadAsync(cancellationToken)) return 0;
            if (_toClient.Reader.TryRead(out var bytes)) _rest = bytes;
        }
        var count = Math.Min(buffer.Length, _rest.Length);
        _rest[..count].CopyTo(buffer);
        _rest = _rest[count..];
        return count;
    }

    public ValueTask WriteAsync(ReadOnlyMemory<byte> lines, CancellationToken cancellationToken)
    {
        if (IsBroken || IsDisposed) throw new IOException("broken");
        lines.CopyTo(_written.Free());
        _written.Advance(lines.Length);
        while (_written.TryTake(out var line))
        {
            OnLine?.Invoke(line);
            _fromClient.Writer.TryWrite(line);
        }
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        _disposed.TrySetResult();
        return ValueTask.CompletedTask;
    }
}
