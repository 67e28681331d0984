using System.Collections.Concurrent;
using System.Threading.Channels;
using Fleet.Admiral.Links;
using Fleet.Planning.Events;
using Fleet.Planning.Supervision;
using Fleet.Protocol.Connections;
using Fleet.Protocol.Messages;
using Fleet.TestKit.Time;

namespace Fleet.Admiral.Tests.Links;

/// <summary>Keeps what links tell, and lets a test wait for it.</summary>
internal sealed class RecordedEvents : ILinkEvents
{
    private readonly ConcurrentQueue<string> _told = new();
    private readonly Channel<bool> _more = Channel.CreateUnbounded<bool>();

    public ConcurrentQueue<FleetEvent> Posted { get; } = new();

    public IReadOnlyList<string> Told => [.. _told];

    /// <summary>Waits for something told that begins so.</summary>
    public async Task ToldAsync(string beginning)
    {
        while (!_told.Any(text => text.StartsWith(beginning, StringComparison.Ordinal)))
            await _more.Reader.ReadAsync().AsTask().WithDeadline($"\"{beginning}\" after {string.Join("; ", _told)}");
    }

    public void Post(FleetEvent fleetEvent)
    {
        Posted.Enqueue(fleetEvent);
        if (fleetEvent is WorkerExamined examined) Tell($"{examined.Worker} {examined.Ailment}: {examined.Why ?? "no longer"}");
        if (fleetEvent is WorkerSignalled signal) Tell($"{signal.Worker} {signal.Signal}{(signal.Detail is null ? "" : $": {signal.Detail}")}");
    }

    public void SaidGoodbye(WorkerName worker) => Tell($"{worker} said goodbye");

    public void Faulted(WorkerName worker, Fault fault) => Tell($"{worker} faulted: {fault}");

    public void Logged(WorkerName worker, LogLine line) => Tell($"{worker} logged: {line.Message}");

    public void Stats(WorkerName worker, long collection, ReadOnlySpan<byte> stats) => Tell($"{worker} stats {collection}: {Convert.ToHexStringLower(stats)}");

    public void LinkLost(WorkerName worker, DisconnectReason reason, Exception? failure) => Tell($"{worker} lost: {reason} {failure?.Message}".TrimEnd());

    public int Count(WorkerSignal signal) => Posted.OfType<WorkerSignalled>().Count(s => s.Signal == signal);

    private void Tell(string text)
    {
        _told.Enqueue(text);
        _more.Writer.TryWrite(true);
    }
}
