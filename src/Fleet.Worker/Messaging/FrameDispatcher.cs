using Fleet.Protocol.MessagePack;
using Fleet.Protocol.Messages;
using Fleet.Worker.Running;
using Microsoft.Extensions.Logging;

namespace Fleet.Worker.Messaging;

/// <summary>Reads each frame's kind and hands it to whom it is for.</summary>
internal sealed partial class FrameDispatcher(
    EventSubscriptions events,
    CommandHandlers commands,
    OutgoingCalls calls,
    DispatcherHooks hooks,
    ILogger log)
{
    /// <summary>Decodes a frame and runs what it is for, up to the first await.</summary>
    /// <param name="frame">The frame; readable during this call.</param>
    /// <param name="turn">To be told before and after the bot's code runs.</param>
    public void Dispatch(ReadOnlySpan<byte> frame, ref DispatchTurn turn)
    {
        var reader = new MsgPackReader(frame);
        try
        {
            var (kind, fields) = MessageHeader.Read(ref reader);
            Dispatch(kind, fields, ref reader, ref turn);
        }
        catch (MsgPackException e)
        {
            // The Admiral is of the same installation: this is a bug of ours, and worth a loud word, but no reason to lose the bot.
            LogUnreadable(log, e.Message);
        }
        catch (Exception e)
        {
            // Out of here it would end the process.
            LogFailed(log, e);
        }
    }

    private void Dispatch(MessageKind kind, int fields, ref MsgPackReader reader, ref DispatchTurn turn)
    {
        switch (kind)
        {
            case MessageKind.EventDelivery:
                var message = EventDelivery.Read(ref reader, fields);
                events.Deliver(message.From, message.Name, message.Payload, ref turn);
                break;
            case MessageKind.CommandDelivery:
                commands.Deliver(CommandDelivery.Read(ref reader, fields), ref turn);
                break;
            case MessageKind.ReplyDelivery:
                calls.OnReply(ReplyDelivery.Read(ref reader, fields), ref turn);
                break;
            case MessageKind.FanOutNotice:
                calls.OnNotice(FanOutNotice.Read(ref reader, fields));
                break;
            case MessageKind.Activate:
                var activate = Activate.Read(ref reader, fields);
                hooks.Life(new LifeOrder.Activate(TimeSpan.FromMilliseconds(activate.DeadlineMilliseconds), activate.State.ToArray()));
                break;
            case MessageKind.Deactivate:
                hooks.Life(new LifeOrder.Deactivate(TimeSpan.FromMilliseconds(Deactivate.Read(ref reader, fields).DeadlineMilliseconds)));
                break;
            case MessageKind.Stop:
                var stop = StopOrder.Read(ref reader, fields);
                hooks.Life(new LifeOrder.Stop(TimeSpan.FromMilliseconds(stop.DeadlineMilliseconds), stop.Reason));
                break;
            case MessageKind.StatsAsk:
                var ask = StatsAsk.Read(ref reader, fields);
                turn.EnterBotCode();
                hooks.Stats(ask.Collection);
                turn.LeaveBotCode();
                break;
            case MessageKind.GapNotice:
                var gap = GapNotice.Read(ref reader, fields);
                hooks.Dropped(gap.Count);
                LogGap(log, gap.Count);
                break;
            case MessageKind.Welcome:
                hooks.Welcome(Welcome.Read(ref reader, fields));
                break;
            default:
                LogUnreadable(log, $"an Admiral does not send frames of kind {(int)kind}");
                break;
        }
    }

    [LoggerMessage(2011, LogLevel.Error, "A frame of the Admiral could not be read and was dropped: {Why}")]
    private static partial void LogUnreadable(ILogger logger, string why);

    [LoggerMessage(2013, LogLevel.Error, "A frame of the Admiral could not be handled and was dropped.")]
    private static partial void LogFailed(ILogger logger, Exception exception);

    [LoggerMessage(2012, LogLevel.Warning, "{Count} events for this worker were dropped: its link, or what is held for it during a handover, was full.")]
    private static partial void LogGap(ILogger logger, long count);
}
