using System.Net.Sockets;
using Fleet.Protocol.Connections;
using Fleet.Protocol.Framing;
using Microsoft.Extensions.Logging;

namespace Fleet.Admiral.Links;

/// <summary>Accepts the connections of workers.</summary>
internal sealed partial class WorkerListener(LocalEndpoint endpoint, LinkDesk desk, IPeerIdentity peers, ProtocolLimits limits, int commandsInFlight, TimeProvider time, ILogger<WorkerListener> log)
{
    private const int MostHalfOpen = 64;
    private static readonly TimeSpan HandshakeLimit = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan PauseAfterError = TimeSpan.FromMilliseconds(200);

    /// <summary>Accepts until told to stop.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                Welcome(await endpoint.AcceptAsync(stop));
            }
            catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException or SocketException { SocketErrorCode: SocketError.OperationAborted })
            {
                return;
            }
            catch (SocketException e)
            {
                // Mostly a want of file descriptors: asking again at once would only burn the processor.
                LogAcceptFailed(log, e.Message);
                await Task.Delay(PauseAfterError, time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (Exception e)
            {
                // One connection costs no more than itself: a want of threads, say, must not end the listening.
                LogAcceptFailed(log, e.Message);
            }
        }
    }

    private void Welcome(Socket socket)
    {
        if (desk.HalfOpen >= MostHalfOpen)
        {
            LogTooManyHalfOpen(log, MostHalfOpen);
            socket.Dispose();
            return;
        }

        try
        {
            Open(socket);
        }
        catch (Exception)
        {
            // Nobody owns it: its peer would wait until it is collected.
            socket.Dispose();
            throw;
        }
    }

    private void Open(Socket socket)
    {
        PeerCredentials? peer = null;
        if (peers.TryIdentify(socket, out var credentials, out var unsupported)) peer = credentials;
        else LogPeerUnknown(log, unsupported);
        var options = new ConnectionOptions { Name = "worker link", Limits = limits, Time = time, StartsWithHandshake = true };
        var link = new WorkerLink(socket, peer, options, desk, commandsInFlight);
        desk.Opened(link);
        try
        {
            link.Connection.Start();
        }
        catch (Exception)
        {
            desk.Overdue(link);
            throw;
        }

        _ = WatchHandshakeAsync(link);
    }

    private async Task WatchHandshakeAsync(WorkerLink link)
    {
        await Task.WhenAny(link.Connection.Completion, Task.Delay(HandshakeLimit, time));
        desk.Overdue(link);
    }

    [LoggerMessage(1203, LogLevel.Error, "A worker's connection could not be accepted: {Why}")]
    private static partial void LogAcceptFailed(ILogger logger, string why);

    [LoggerMessage(1204, LogLevel.Warning, "{Most} connections wait to prove themselves; one more was closed.")]
    private static partial void LogTooManyHalfOpen(ILogger logger, int most);

    [LoggerMessage(1205, LogLevel.Warning, "The process behind a connection is unknown, so only its token proves it: {Why}")]
    private static partial void LogPeerUnknown(ILogger logger, string why);
}
