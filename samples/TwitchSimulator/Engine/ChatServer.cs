using System.Net;
using System.Net.Sockets;
using TwitchSimulator.Irc;

namespace TwitchSimulator.Engine;

/// <summary>Listens on this machine's loopback, for IRC by TCP and by WebSocket on one port, and keeps the connections.</summary>
internal sealed class ChatServer(Rooms rooms, TimeProvider time, Func<ClientConnection, string, string, string, string> onBotMessage) : IDisposable
{
    private static readonly TimeSpan HelloTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan SilenceBeforePing = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan SilenceBeforeClosing = TimeSpan.FromSeconds(75);

    private readonly long _start = time.GetTimestamp();
    private readonly Lock _gate = new();
    private readonly HashSet<Task> _serving = [];
    private TcpListener? _listener;
    private long _tooSlow;

    /// <summary>The port that it listens on.</summary>
    public int Port { get; private set; }

    /// <summary>Connections closed since they read too slowly.</summary>
    public long SlowConnections => Interlocked.Read(ref _tooSlow);

    private TimeSpan Now => time.GetElapsedTime(_start);

    /// <summary>Begins to listen.</summary>
    /// <exception cref="SocketException">The port is taken.</exception>
    public void Listen(int port)
    {
        // Never another address than loopback: the simulator takes any token.
        _listener = new TcpListener(IPAddress.Loopback, port);
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
    }

    /// <summary>Accepts and serves connections until stopped; ends when all of them are closed.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        var watching = WatchAsync(stopping);
        try
        {
            while (true)
            {
                var client = await _listener!.AcceptTcpClientAsync(stopping);
                client.NoDelay = true;
                Track(ServeAsync(client, stopping));
            }
        }
        catch (Exception fault) when (fault is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // Stopped.
        }
        _listener!.Stop();
        Task[] serving;
        lock (_gate) serving = [.. _serving];
        await Task.WhenAll([watching, .. serving]);
    }

    /// <summary>Gives the port back.</summary>
    public void Dispose() => _listener?.Dispose();

    /// <summary>Asks every client to reconnect, as before maintenance.</summary>
    public void AskToReconnect()
    {
        foreach (var connection in rooms.Connections) connection.Send(ServerLines.Reconnect());
    }

    /// <summary>Closes every connection without a word.</summary>
    public void DropAll()
    {
        foreach (var connection in rooms.Connections) connection.Close();
    }

    private void Track(Task serving)
    {
        lock (_gate)
        {
            _serving.RemoveWhere(task => task.IsCompleted);
            _serving.Add(serving);
        }
    }

    private async Task ServeAsync(TcpClient client, CancellationToken stopping)
    {
        using (client)
        {
            try
            {
                if (await OpenAsync(client, stopping) is not { } wire) return;
                var connection = new ClientConnection(wire) { HeardAt = Now };
                var conversation = new Conversation(connection, rooms, onBotMessage);
                rooms.Add(connection);
                await connection.RunAsync(
                    line =>
                    {
                        (connection.HeardAt, connection.IsPinged) = (Now, false);
                        conversation.Take(line);
                    },
                    stopping);
                rooms.Remove(connection);
                if (connection.IsTooSlow) Interlocked.Increment(ref _tooSlow);
            }
            catch (Exception fault) when (fault is IOException or SocketException or OperationCanceledException)
            {
                // A client that never said hello.
            }
        }
    }

    private async Task<IWire?> OpenAsync(TcpClient client, CancellationToken stopping)
    {
        using var deadline = new CancellationTokenSource(HelloTimeout, time);
        using var opening = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, stopping);
        var first = new byte[1];
        if (await client.Client.ReceiveAsync(first, SocketFlags.Peek, opening.Token) == 0) return null;

        // No IRC command that begins a session begins with a G.
        return first[0] == (byte)'G' ? await WebSocketWire.AcceptAsync(client.GetStream(), opening.Token) : new TcpWire(client.GetStream());
    }

    private async Task WatchAsync(CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1), time);
        try
        {
            while (await timer.WaitForNextTickAsync(stopping))
                foreach (var connection in rooms.Connections) Watch(connection);
        }
        catch (OperationCanceledException)
        {
            // Stopped.
        }
    }

    private void Watch(ClientConnection connection)
    {
        var silence = Now - connection.HeardAt;
        if (silence >= SilenceBeforeClosing) connection.Close();
        else if (silence >= SilenceBeforePing && !connection.IsPinged)
        {
            connection.IsPinged = true;
            connection.Send(ServerLines.Ping());
        }
    }
}
