using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text;
using Fleet.Admiral.Links;
using Fleet.Planning.Layouts;
using Fleet.Protocol.Connections;
using Fleet.Protocol.Messages;
using Microsoft.Extensions.Logging;

namespace Fleet.Admiral.Routing;

/// <summary>
/// Carries messages between workers. Called on the readers' threads; never waits, never decodes a payload, and allocates nothing for a frame that it passes on.
/// </summary>
internal sealed partial class MessageRouter(RouteTable routes, RouteCounters counters, ReplyPost replies, AdmiralCommands admiralCommands, TimeProvider time, ILogger<MessageRouter> log)
{
    private readonly LogPace _toAdmiral = new(perSecond: 100, time);
    private readonly LogPace _toNobody = new(perSecond: 1, time);
    private readonly LogPace _forged = new(perSecond: 1, time);

    /// <summary>What workers may ask of the runtime of others.</summary>
    public ReservedCommands Reserved { get; init; } = new();

    /// <summary>Passes an event on.</summary>
    /// <param name="from">Who sends it; null for the host program.</param>
    /// <param name="message">The event.</param>
    [SkipLocalsInit]
    public void Route(WorkerLink? from, EventSend message)
    {
        if (from is not null && WorkerCommandNames.IsReserved(message.Name))
        {
            counters.CountForgedEvent();
            if (_forged.TryTake()) LogForgedEvent(log, from.Name.ToString(), Utf8Names.Comparer.Create(message.Name));
            return;
        }

        var target = message.Target;
        ReadOnlySpan<byte> sender = from?.NameUtf8;
        if (target.Kind == TargetKind.Admiral)
        {
            if (from is null || admiralCommands.Host?.TryTake(from.Name, message.Name, message.Payload) == true) return;
            // The log is all that takes it; what the log leaves out is dropped.
            if (_toAdmiral.TryTake()) LogEventToAdmiral(log, from.Name.ToString(), Utf8Names.Comparer.Create(message.Name), message.Payload.Length);
            else counters.CountEvent(RouteStatus.Unavailable);
            return;
        }

        Span<byte> header = stackalloc byte[MessageHeader.LongestHeader];
        var length = EventDelivery.Write(header, sender, message.Name);
        if (target.Kind >= TargetKind.AllClusters)
        {
            SlotRoute? losing = null;
            var loss = RouteStatus.Sent;
            using (routes.EnterGroup())
            {
                foreach (var route in routes.Group(target.Kind))
                {
                    // A group is whoever is there: that a slot has nobody is no news. One is told at a time, and outside of the lock; the others have their turns with the next event.
                    var sent = route.Send(header[..length], sender, message.Name, message.Payload);
                    if (sent != RouteStatus.Unavailable && losing is null && IsNews(route, sent)) (losing, loss) = (route, sent);
                }
            }

            if (losing is not null) LogDrop(losing, loss);
            return;
        }

        while (true)
        {
            if (routes.Find(target) is not { } single)
            {
                counters.CountEvent(RouteStatus.Unavailable);
                if (_toNobody.TryTake()) LogEventToNobody(log, Words(from), Utf8Names.Comparer.Create(message.Name), routes.Missing(target));
                return;
            }

            var status = single.Send(header[..length], sender, message.Name, message.Payload);
            if (status == RouteStatus.Moved) continue;
            if (IsNews(single, status)) LogDrop(single, status);
            return;
        }
    }

    /// <summary>Sends an event of the Admiral's own to the workers of slots.</summary>
    public void Announce(ReadOnlySpan<SlotRoute> to, string name, ReadOnlySpan<byte> payload)
    {
        Span<byte> header = stackalloc byte[MessageHeader.LongestHeader];
        var nameUtf8 = Encoding.UTF8.GetBytes(name);
        var length = EventDelivery.Write(header, default, nameUtf8);
        foreach (var route in to)
        {
            var status = route.Send(header[..length], default, nameUtf8, payload);
            // Nobody looks again: what is told of a slot's worker is not for the one that comes after it.
            if (status == RouteStatus.Moved) counters.CountEvent(status);
            else if (status != RouteStatus.Unavailable && IsNews(route, status)) LogDrop(route, status);
        }
    }

    /// <summary>Sends an event of the Admiral's own to one worker, whether or not its slot's messages go to it.</summary>
    /// <returns>False where it did not fit into the worker's queue, which is counted, or the worker is gone.</returns>
    public bool Announce(WorkerLink to, string name, ReadOnlySpan<byte> payload)
    {
        Span<byte> header = stackalloc byte[MessageHeader.LongestHeader];
        var length = EventDelivery.Write(header, default, Encoding.UTF8.GetBytes(name));
        var status = to.Connection.TrySend(header[..length], payload);
        to.Connection.Flush();
        counters.CountEvent(SlotRoute.Read(status));
        return status is SendStatus.Queued or SendStatus.Stalled;
    }

    /// <summary>Passes a command on, or answers why it cannot.</summary>
    /// <param name="from">Who asks; null for the host program.</param>
    /// <param name="command">The command.</param>
    public void Route(WorkerLink? from, CommandSend command)
    {
        if (command.Target.Kind == TargetKind.Admiral)
        {
            if (from is not null) admiralCommands.Begin(from, command);
            else Answer(new Asker(null, command.Correlation, null), CommandError.NoSuchTarget, "The host program is the Admiral: it has no commands to itself.");
            return;
        }

        var refusal = from is not null && WorkerCommandNames.IsReserved(command.Name) ? Reserved.Judge(from, command) : null;
        if (command.Target.Kind >= TargetKind.AllClusters)
        {
            RouteFanOut(from, command, refusal);
            return;
        }

        var asker = new Asker(from, command.Correlation, null);
        if (refusal is not null)
        {
            counters.CountForbiddenCommand();
            Answer(asker, refusal.Error, refusal.Message);
            return;
        }

        while (true)
        {
            if (routes.Find(command.Target) is not { } route)
            {
                counters.CountCommandToNobody();
                Answer(asker, CommandError.NoSuchTarget, routes.Missing(command.Target));
                return;
            }

            if (TrySend(route, asker, command)) return;
        }
    }

    /// <summary>Passes a reply back.</summary>
    public void Route(WorkerLink from, ReplySend reply)
    {
        if (!from.InFlight.TryTake(reply.Correlation, out var asker))
        {
            counters.CountLateReply();
            return;
        }

        replies.Deliver(asker, reply.Error, reply.Payload);
    }

    /// <summary>Tells those who wait for a worker that it is gone.</summary>
    public void Lose(WorkerLink lost)
    {
        foreach (var asker in lost.InFlight.Close())
            Answer(asker, CommandError.TargetLost, $"{lost.Name} was lost with the command in hand; it may have been executed.");
    }

    /// <summary>Points a slot's frames at a worker, or at nobody, and answers the held commands that could not be sent.</summary>
    public void Point(SlotName slot, WorkerLink? link)
    {
        var route = routes[slot];
        foreach (var (frame, status) in route.Point(link))
        {
            if (frame.Asker is { } asker) Refuse(asker, slot, status);
            else if (IsNews(route, status)) LogDrop(route, status);
        }
    }

    /// <summary>Turns to another layout, and answers the commands that were held for workers which never came.</summary>
    public void Turn(FleetLayout to, TimeSpan deadline)
    {
        foreach (var (route, frame) in routes.Turn(to, deadline))
        {
            if (frame.Asker is { } asker) Refuse(asker, route.Slot, RouteStatus.Unavailable);
            else if (IsNews(route, RouteStatus.Unavailable)) LogDrop(route, RouteStatus.Unavailable);
        }
    }

    private void RouteFanOut(WorkerLink? from, CommandSend command, CommandException? refusal)
    {
        using var entered = routes.EnterGroup();
        var group = routes.Group(command.Target.Kind);
        var notice = new FanOutNotice(command.Correlation, [.. group.Select(r => r.Slot)]);
        if (from is null) replies.Own?.OnFanOut(command.Correlation, notice.Slots);
        else TellFanOut(from, notice);
        foreach (var route in group)
        {
            var asker = new Asker(from, command.Correlation, route.SlotUtf8);
            if (refusal is null)
            {
                _ = TrySend(route, asker, command);
                continue;
            }

            counters.CountForbiddenCommand();
            Answer(asker, refusal.Error, refusal.Message);
        }
    }

    private void TellFanOut(WorkerLink from, FanOutNotice notice)
    {
        var payload = new ArrayBufferWriter<byte>();
        notice.WritePayload(payload);
        Span<byte> header = stackalloc byte[32];
        var length = notice.WriteHeader(header);
        if (from.Connection.TrySend(header[..length], payload.WrittenSpan) is not (SendStatus.Queued or SendStatus.Stalled)) counters.CountLostReply();
        from.Connection.Flush();
    }

    // False where the target is to be looked up again.
    private bool TrySend(SlotRoute route, Asker asker, CommandSend command)
    {
        var status = route.Send(asker, asker.Link?.NameUtf8, command.Name, command.TimeoutMilliseconds, command.Payload);
        if (status == RouteStatus.Moved) return false;
        if (status is not (RouteStatus.Sent or RouteStatus.Held)) Refuse(asker, route.Slot, status);
        return true;
    }

    private void Refuse(Asker asker, SlotName slot, RouteStatus status)
    {
        switch (status)
        {
            case RouteStatus.Unavailable: Answer(asker, CommandError.Unavailable, $"{slot} has no active worker just now; the command was not executed."); break;
            case RouteStatus.Full: Answer(asker, CommandError.Busy, $"{slot} has too many messages waiting; the command was not executed."); break;
            case RouteStatus.Behind: Answer(asker, CommandError.Busy, $"{slot} does not get on with its work (FLEET4202); the command was not executed."); break;
            case RouteStatus.TooLarge: Answer(asker, CommandError.TooLarge, "The command does not fit into one frame; raise ipc.maxMessage, or send less."); break;
            case RouteStatus.Sent or RouteStatus.Held or RouteStatus.Moved: break;
        }
    }

    private static bool IsNews(SlotRoute route, RouteStatus status) =>
        status is not (RouteStatus.Sent or RouteStatus.Held or RouteStatus.Moved) && route.Words.TryTake(status);

    private void LogDrop(SlotRoute route, RouteStatus status) => LogDrop(
        log,
        route.Slot.ToString(),
        route.EventsDropped,
        status switch
        {
            RouteStatus.Unavailable => "it has no active worker (fleet ps says why), and events are not kept for the next one",
            RouteStatus.Full or RouteStatus.Behind => "its queue, or what is held for it during a handover (ipc.holdLimit), is full; send it less, or see what its handlers wait for (LATENCY and QUEUED in fleet stats)",
            RouteStatus.TooLarge => "they do not fit into one frame; raise ipc.maxMessage, or send less at a time",
            RouteStatus.Sent or RouteStatus.Held or RouteStatus.Moved => "they are not",
        });

    private static string Words(WorkerLink? from) => from?.Name.ToString() ?? "the host program";

    private void Answer(Asker asker, CommandError error, string message) => replies.Fail(asker, error, new FaultDetail(message));

    [LoggerMessage(1301, LogLevel.Information, "{Worker} sent event \"{Event}\" to the Admiral ({Length} bytes).")]
    private static partial void LogEventToAdmiral(ILogger logger, string worker, string @event, int length);

    [LoggerMessage(1302, LogLevel.Warning, "{Worker} sent event \"{Event}\" to nobody: {Why}")]
    private static partial void LogEventToNobody(ILogger logger, string worker, string @event, string why);

    [LoggerMessage(1303, LogLevel.Warning, "{Worker} sent event \"{Event}\", which was dropped: names that begin with \"fleet.\" are Fleet's own.")]
    private static partial void LogForgedEvent(ILogger logger, string worker, string @event);

    [LoggerMessage(1304, LogLevel.Warning, "Events for {Slot} are dropped ({Count} so far): {Why}.")]
    private static partial void LogDrop(ILogger logger, string slot, long count, string why);
}
