using System.Globalization;
using Fleet;
using Fleet.Twitch;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace PingBot;

/// <summary>Answers <c>!ping</c> by itself and <c>!stats</c> with what the stats service knows.</summary>
public sealed partial class PingBot(ILogger<PingBot> log, TwitchChat chat, TimeProvider time) : BaseClusterWorker
{
    private CommandLoad? _load;
    private IStats? _stats;
    private long _unreported;

    public static void ConfigureServices(IServiceCollection services, IConfiguration settings) => services.AddTwitchChat(settings);

    protected override async Task StartAsync(CancellationToken cancellationToken)
    {
        _stats = Ipc.For<IStats>("stats");
        _load = new CommandLoad(_stats, CommandsPerSecond(), time);
        Ipc.On<Announcement>("announce", (message, _) => Announced(log, message.Worker, message.Channels));
        chat.OnMessage(AnswerAsync);

        foreach (var channel in await chat.StartAsync(cancellationToken))
            if (!channel.IsJoined) NotJoined(log, channel.Channel, channel.Reason);
    }

    protected override async Task ActivateAsync(HandoverState? state, CancellationToken cancellationToken)
    {
        _load!.TakeOver(state);
        _load.Start();
        await Ipc.BroadcastAsync("announce", new Announcement(Worker.Name.ToString(), Channels.Count), cancellationToken);
    }

    protected override async Task<HandoverState?> DeactivateAsync(CancellationToken cancellationToken)
    {
        await _load!.StopAsync(cancellationToken);
        return _load.Leave();
    }

    protected override void ReportStats(StatsReport report)
    {
        report.Set("messages", chat.MessagesReceived);
        report.Set("handled", chat.MessagesHandled);
        report.Set("dropped", chat.MessagesDropped);
        report.Set("reconnects", chat.Reconnects);
        if (_load is null) return;
        report.Set("commands", _load.Sent);
        report.Set("commandsSkipped", _load.Skipped);
        report.Set("commandFailures", _load.Failures.Values.Sum());
        foreach (var (error, count) in _load.Failures) report.Set($"commandFailures.{error}", count);
    }

    private async Task AnswerAsync(ChatMessage message, CancellationToken cancellationToken)
    {
        switch (message.Text)
        {
            case "!ping":
                await message.ReplyAsync("Pong!", cancellationToken);
                break;
            case "!stats":
                await message.ReplyAsync(await StatsAsync(message.Channel, cancellationToken), cancellationToken);
                break;
        }
        await ReportAsync(message, cancellationToken);
    }

    private async Task<string> StatsAsync(string channel, CancellationToken cancellationToken)
    {
        try
        {
            var reply = await _stats!.CountAsync(new CountQuery(channel), cancellationToken);
            return string.Create(CultureInfo.InvariantCulture, $"{reply.Messages} messages so far in #{channel}.");
        }
        catch (CommandException failure)
        {
            StatsFailed(log, failure.Error, failure.Message);
            return "The stats are not available just now.";
        }
    }

    private async Task ReportAsync(ChatMessage message, CancellationToken cancellationToken)
    {
        try
        {
            await Ipc.SendAsync(Target.Service("stats"), "seen", new Seen(message.Channel), cancellationToken);
        }
        catch (SendException failure)
        {
            // Answering goes on without counting.
            Interlocked.Increment(ref _unreported);
            NotReported(log, failure.Error, Interlocked.Read(ref _unreported));
        }
    }

    private double CommandsPerSecond()
    {
        var text = Settings["commandsPerSecond"] ?? "0";
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var rate) && rate is >= 0 and <= 10_000
            ? rate
            : throw new ArgumentException($"commandsPerSecond: from 0 to 10000, not \"{text}\".");
    }

    [LoggerMessage(1, LogLevel.Information, "{Worker} now acts for {Channels} channels.")]
    private static partial void Announced(ILogger log, string worker, int channels);

    [LoggerMessage(2, LogLevel.Warning, "#{Channel} is not joined: {Reason}.")]
    private static partial void NotJoined(ILogger log, string channel, string reason);

    [LoggerMessage(3, LogLevel.Warning, "The stats service did not answer: {Error}. {Reason}")]
    private static partial void StatsFailed(ILogger log, CommandError error, string reason);

    [LoggerMessage(4, LogLevel.Warning, "A message was not reported to the stats service: {Error}; {Count} so far.")]
    private static partial void NotReported(ILogger log, SendError error, long count);
}
