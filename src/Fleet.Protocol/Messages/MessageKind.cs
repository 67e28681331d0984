namespace Fleet.Protocol.Messages;

/// <summary>What a frame is: the first number of its header. Below 32 from a worker to its Admiral, from 32 on the other way.</summary>
public enum MessageKind
{
    /// <summary><see cref="Messages.Hello"/>.</summary>
    Hello = 1,

    /// <summary>The worker's StartAsync returned; a bare message.</summary>
    Ready = 2,

    /// <summary>The worker acts; a bare message.</summary>
    Activated = 3,

    /// <summary><see cref="Messages.Drained"/>.</summary>
    Drained = 4,

    /// <summary><see cref="Messages.Fault"/>.</summary>
    Fault = 5,

    /// <summary>The worker ends as it was told; a bare message.</summary>
    Goodbye = 6,

    /// <summary><see cref="Messages.Heartbeat"/>.</summary>
    Heartbeat = 7,

    /// <summary><see cref="Messages.LogLine"/>.</summary>
    LogLine = 8,

    /// <summary><see cref="Messages.StatsAnswer"/>.</summary>
    StatsAnswer = 9,

    /// <summary><see cref="Messages.EventSend"/>.</summary>
    EventSend = 16,

    /// <summary><see cref="Messages.CommandSend"/>.</summary>
    CommandSend = 17,

    /// <summary><see cref="Messages.ReplySend"/>.</summary>
    ReplySend = 18,

    /// <summary><see cref="Messages.Welcome"/>.</summary>
    Welcome = 32,

    /// <summary><see cref="Messages.Activate"/>.</summary>
    Activate = 33,

    /// <summary><see cref="Messages.Deactivate"/>.</summary>
    Deactivate = 34,

    /// <summary><see cref="Messages.StopOrder"/>.</summary>
    Stop = 35,

    /// <summary><see cref="Messages.StatsAsk"/>.</summary>
    StatsAsk = 36,

    /// <summary><see cref="Messages.EventDelivery"/>.</summary>
    EventDelivery = 48,

    /// <summary><see cref="Messages.CommandDelivery"/>.</summary>
    CommandDelivery = 49,

    /// <summary><see cref="Messages.ReplyDelivery"/>.</summary>
    ReplyDelivery = 50,

    /// <summary><see cref="Messages.FanOutNotice"/>.</summary>
    FanOutNotice = 51,

    /// <summary><see cref="Messages.GapNotice"/>.</summary>
    GapNotice = 52,
}
