using System.Net.Sockets;
using Microsoft.Extensions.Logging;

namespace Fleet.Benchmarks.Bot;

/// <summary>
/// Drives load through <see cref="IFleetIpc"/> as a bot would, on orders that come line by line over the socket that the setting <c>orders</c> names:
/// <c>echo IN_FLIGHT SECONDS</c> and <c>stream SERVICES SECONDS</c>. Each is answered by one <see cref="Measurement"/>.
/// </summary>
public sealed partial class LoadDriver : BaseClusterWorker
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <inheritdoc/>
    protected override Task StartAsync(CancellationToken cancellationToken)
    {
        Ipc.Handle<Ask, Ask>((ask, _) => ask);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    protected override Task ActivateAsync(HandoverState? state, CancellationToken cancellationToken)
    {
        _ = ObeyAsync(Settings["orders"]!);
        return Task.CompletedTask;
    }

    private async Task ObeyAsync(string path)
    {
        try
        {
            using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path));
            using var stream = new NetworkStream(socket);
            using var reader = new StreamReader(stream);
            await using var writer = new StreamWriter(stream) { AutoFlush = true };
            using var window = new EventWindow(Ipc);
            while (await reader.ReadLineAsync() is { } line)
            {
                var words = line.Split(' ');
                var (count, seconds) = (int.Parse(words[1], null), double.Parse(words[2], null));
                await AwaitAnswerAsync(Target.Cluster(ClusterId));
                for (var i = 0; i < (words[0] == "echo" ? 1 : count); i++) await AwaitAnswerAsync(Target.Service(EchoService.NameOf(i)));
                var measured = words[0] == "echo"
                    ? await EchoLoad.RunAsync(Ipc, inFlight: count, seconds)
                    : await StreamLoad.RunAsync(Ipc, window, services: count, seconds);
                await writer.WriteLineAsync(measured.ToLine());
            }
        }
        catch (Exception e)
        {
            // Nobody awaits this; the order's sender sees the socket end.
            Failed(Logger, e);
        }
    }

    // Messages reach a worker a little after its activation began, this one too: an acknowledgement that came before would be lost.
    private async Task AwaitAnswerAsync(Target target)
    {
        while (true)
        {
            try
            {
                await Ipc.CommandAsync<Ask>(target, new Ask(0, []));
                return;
            }
            catch (CommandException e) when (e.Error == CommandError.Unavailable)
            {
                await Task.Delay(Pause);
            }
        }
    }

    [LoggerMessage(1, LogLevel.Error, "The load failed.")]
    private static partial void Failed(ILogger log, Exception e);
}
