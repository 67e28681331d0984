using Fleet;
using Microsoft.Extensions.Logging;
using TwitchSimulator.Engine;

namespace TwitchSimulator;

/// <summary>The service that runs a simulated Twitch chat for the demo, and judges the bots: was every question answered, once, in time?</summary>
public sealed partial class ChatSimulator(ILogger<ChatSimulator> log) : BaseServiceWorker, IAsyncDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private SimulatedChat? _chat;
    private Task _summing = Task.CompletedTask;
    private bool _isDisposed;

    /// <summary>The port on 127.0.0.1; 0 before the start.</summary>
    public int Port => _chat?.Port ?? 0;

    protected override Task StartAsync(CancellationToken cancellationToken)
    {
        var settings = SimulatorSettings.Read(Settings);
        var chat = _chat = new SimulatedChat(settings, TimeProvider.System);
        Ipc.Handle<SimulatorQuery, SimulatorReport>((_, _) => chat.Report());
        Ipc.Handle<SetRate, SimulatorReport>((command, _) =>
        {
            if (command.MessagesPerSecond is not (>= 0 and <= 100_000)) throw new ArgumentException("MessagesPerSecond is from 0 to 100000.");
            chat.MessagesPerSecond = command.MessagesPerSecond;
            return chat.Report();
        });

        // Bots of other workers connect as soon as they start, so this one listens before it is active.
        chat.Start();
        Listening(log, chat.Port, settings.Channels.Count, settings.MessagesPerSecond);
        _summing = SumUpAsync(chat, TimeSpan.FromSeconds(settings.SummarySeconds));
        return Task.CompletedTask;
    }

    protected override async Task StopAsync(StopReason reason, CancellationToken cancellationToken)
    {
        if (_chat is { } chat) Sum(chat.Report());
        await DisposeAsync();
    }

    /// <summary>Closes the chat.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_isDisposed) return;
        _isDisposed = true;
        await _stopping.CancelAsync();
        await _summing;
        _stopping.Dispose();
        if (_chat is not null) await _chat.DisposeAsync();
    }

    protected override void ReportStats(StatsReport report)
    {
        if (_chat?.Report() is not { } counted) return;
        report.Set("sent", counted.Sent);
        report.Set("answered", counted.Answered);
        report.Set("missing", counted.Missing);
        report.Set("double", counted.Double);
        report.Set("late", counted.Late);
        report.Set("connections", counted.Connections);
    }

    private async Task SumUpAsync(SimulatedChat chat, TimeSpan period)
    {
        using var timer = new PeriodicTimer(period, TimeProvider.System);
        try
        {
            while (await timer.WaitForNextTickAsync(_stopping.Token)) Sum(chat.Report());
        }
        catch (OperationCanceledException)
        {
            // Stopped.
        }
    }

    private void Sum(SimulatorReport counted) => Summary(
        log, counted.Sent, counted.Connections, counted.InFlight, counted.Late, counted.P99Milliseconds, counted.Answered, counted.Missing, counted.Double);

    [LoggerMessage(1, LogLevel.Information, "Simulated Twitch chat on 127.0.0.1:{Port}: {Channels} channels, {Rate} messages per second.")]
    private static partial void Listening(ILogger log, int port, int channels, double rate);

    [LoggerMessage(2, LogLevel.Information, "{Sent} messages, {Connections} connections, {InFlight} in flight, {Late} late, p99 {P99:0.0} ms: {Answered} answered, {Missing} missing, {Double} double")]
    private static partial void Summary(ILogger log, long sent, int connections, long inFlight, long late, double p99, long answered, long missing, long @double);
}
