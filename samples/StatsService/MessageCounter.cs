using System.Collections.Concurrent;
using Fleet;
using Microsoft.Extensions.Logging;

namespace StatsService;

/// <summary>Counts messages by channel for all bots, and passes its counts on, so that its restart loses none.</summary>
public sealed partial class MessageCounter(ILogger<MessageCounter> log) : BaseServiceWorker, IStats
{
    private const string CountsKey = "counts";
    private const int MostChannels = 100_000;

    private readonly ConcurrentDictionary<string, long> _counts = new(StringComparer.Ordinal);

    protected override Task StartAsync(CancellationToken cancellationToken)
    {
        Ipc.On<Seen>("seen", (seen, _) => Count(seen.Channel));
        Ipc.Serve<IStats>(this);
        return Task.CompletedTask;
    }

    public Task<CountReply> CountAsync(CountQuery query, CancellationToken cancellationToken) =>
        Task.FromResult(new CountReply(query.Channel.Length == 0 ? _counts.Values.Sum() : _counts.GetValueOrDefault(query.Channel)));

    protected override Task ActivateAsync(HandoverState? state, CancellationToken cancellationToken)
    {
        // Without a state there was no predecessor, or this worker takes its own place again: what it counted stands.
        if (state?.Get<Dictionary<string, long>>(CountsKey) is { } counts)
        {
            _counts.Clear();
            foreach (var (channel, count) in counts) _counts[channel] = count;
            TakenOver(log, _counts.Values.Sum(), _counts.Count);
        }
        return Task.CompletedTask;
    }

    protected override Task<HandoverState?> DeactivateAsync(CancellationToken cancellationToken) =>
        Task.FromResult<HandoverState?>(new HandoverState().Set(CountsKey, new Dictionary<string, long>(_counts)));

    protected override void ReportStats(StatsReport report) => report.Set("counted", _counts.Values.Sum());

    private void Count(string channel)
    {
        if (_counts.Count < MostChannels || _counts.ContainsKey(channel)) _counts.AddOrUpdate(channel, 1, static (_, count) => count + 1);
    }

    [LoggerMessage(1, LogLevel.Information, "Took over {Messages} counted messages in {Channels} channels.")]
    private static partial void TakenOver(ILogger log, long messages, int channels);
}
