using System.Diagnostics.CodeAnalysis;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using System.Threading.Channels;

namespace TwitchSimulator.Engine;

/// <summary>One client. What it is to read waits in a bounded queue; a client that lets it fill up is disconnected.</summary>
[SuppressMessage("Reliability", "CA1001:Types that own disposable fields should be disposable", Justification = "Senders may come after the end; the source has no timer and no handle to free.")]
internal sealed class ClientConnection(IWire wire)
{
    private const int LongestLine = 16 * 1024;
    private const int MostWaiting = 8_192;
    private const int LargestWrite = 32 * 1024;

    private readonly Channel<byte[]> _outgoing = Channel.CreateBounded<byte[]>(new BoundedChannelOptions(MostWaiting) { SingleReader = true });
    private readonly CancellationTokenSource _closing = new();

    /// <summary>The login; empty before it.</summary>
    public string Nick { get; set; } = "";

    /// <summary>Whether it asked for tags.</summary>
    public bool WantsTags { get; set; }

    /// <summary>Whether it asked for Twitch's own commands, such as ROOMSTATE.</summary>
    public bool WantsCommands { get; set; }

    /// <summary>Whether it was closed for reading too slowly.</summary>
    public bool IsTooSlow { get; private set; }

    /// <summary>When it last said anything.</summary>
    public TimeSpan HeardAt { get; set; }

    /// <summary>Whether a PING of ours is unanswered.</summary>
    public bool IsPinged { get; set; }

    /// <summary>Sends one line, given without its line end.</summary>
    public void Send(string line) => Send(Encoding.UTF8.GetBytes(line + "\r\n"));

    /// <summary>Sends bytes that are whole lines. False where the connection is at its end.</summary>
    public bool Send(byte[] lines)
    {
        if (_outgoing.Writer.TryWrite(lines)) return true;
        if (_closing.IsCancellationRequested) return false;
        IsTooSlow = true;
        Close();
        return false;
    }

    /// <summary>Ends the connection after what waits was sent.</summary>
    public void Finish() => _outgoing.Writer.TryComplete();

    /// <summary>Ends the connection now.</summary>
    public void Close()
    {
        _outgoing.Writer.TryComplete();

        // Never on this stack: whoever sends may hold a lock that the end of the connection needs.
        _ = _closing.CancelAsync();
    }

    /// <summary>Reads and writes until either side is done.</summary>
    public async Task RunAsync(Action<string> onLine, CancellationToken stopping)
    {
        using var registration = stopping.Register(Close);
        var reading = ReadAsync(onLine);
        var writing = WriteAsync();
        await Task.WhenAny(reading, writing);
        Close();
        await wire.DisposeAsync();
        await Task.WhenAll(reading, writing);
    }

    private async Task ReadAsync(Action<string> onLine)
    {
        var buffer = new byte[LongestLine];
        var filled = 0;
        try
        {
            while (filled < buffer.Length - 1 && await wire.ReadAsync(buffer.AsMemory(filled), _closing.Token) is > 0 and var count)
            {
                filled += count;
                var start = 0;
                while (Array.IndexOf(buffer, (byte)'\n', start, filled - start) is >= 0 and var end)
                {
                    onLine(Encoding.UTF8.GetString(buffer, start, end - start).TrimEnd('\r'));
                    start = end + 1;
                }
                Buffer.BlockCopy(buffer, start, buffer, 0, filled - start);
                filled -= start;
            }
        }
        catch (Exception fault) when (IsOver(fault))
        {
            // The client is gone.
        }
    }

    private async Task WriteAsync()
    {
        var batch = new MemoryStream();
        try
        {
            while (await _outgoing.Reader.WaitToReadAsync(_closing.Token))
            {
                batch.SetLength(0);
                while (batch.Length < LargestWrite && _outgoing.Reader.TryRead(out var lines)) batch.Write(lines);
                await wire.WriteAsync(batch.GetBuffer().AsMemory(0, (int)batch.Length), _closing.Token);
            }
        }
        catch (Exception fault) when (IsOver(fault))
        {
            // The client is gone.
        }
    }

    private static bool IsOver(Exception fault) =>
        fault is IOException or SocketException or WebSocketException or OperationCanceledException or ObjectDisposedException;
}
