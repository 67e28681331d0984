namespace Fleet.Worker.Messaging;

/// <summary>One work item of the thread pool that empties an <see cref="Inbox"/>; only the newest takes frames.</summary>
internal sealed class InboxDrainer(Inbox inbox) : IThreadPoolWorkItem
{
    private volatile bool _inBotCode;
    private long _turns;

    /// <summary>Whether the current turn is inside the bot's code.</summary>
    public bool InBotCode
    {
        get => _inBotCode;
        set => _inBotCode = value;
    }

    /// <summary>How many turns this drainer has begun; an unchanged number tells that it is in one and the same.</summary>
    public long Turns => Volatile.Read(ref _turns);

    public void BeginTurn() => Volatile.Write(ref _turns, _turns + 1);

    public void Execute() => inbox.Drain(this);
}
