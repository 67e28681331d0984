namespace Fleet.Worker.Messaging;

/// <summary>One work item of the thread pool that empties an <see cref="Inbox"/>; only the newest takes frames.</summary>
/// <remarks>
/// Its state is how the drainer and the thread that may replace it agree without a lock per frame: the drainer enters the bot's code by a plain write and leaves it by
/// an exchange, and only between the two can it be replaced. So a drainer that has not been replaced owns the frames outside of the bot's code.
/// </remarks>
internal sealed class InboxDrainer(Inbox inbox) : IThreadPoolWorkItem
{
    private int _state = DrainerState.Dispatching;
    private long _turns;
    private volatile OsThread? _thread;

    /// <summary>One of <see cref="DrainerState"/>.</summary>
    public int State => Volatile.Read(ref _state);

    /// <summary>Whether another drainer has taken this one's place.</summary>
    public bool IsReplaced => State == DrainerState.Replaced;

    /// <summary>How many turns this drainer has begun; an unchanged number tells that it is in one and the same.</summary>
    public long Turns => Volatile.Read(ref _turns);

    public void BeginTurn() => Volatile.Write(ref _turns, _turns + 1);

    /// <summary>From here on the drainer may be replaced.</summary>
    /// <param name="state">Whether the frame's bytes are still needed.</param>
    public void EnterBotCode(int state)
    {
        // Nobody else changes the state of a drainer that is dispatching, and a replaced one stays what it is.
        if (!IsReplaced) Volatile.Write(ref _state, state);
    }

    /// <summary>The bot's code is left; the drainer owns the frames again, unless it has been replaced meanwhile.</summary>
    public void LeaveBotCode()
    {
        var state = State;
        if (state != DrainerState.Replaced) Interlocked.CompareExchange(ref _state, DrainerState.Dispatching, state);
    }

    /// <summary>Takes the frames away from a drainer that is in the bot's code.</summary>
    /// <param name="state">What it was found in.</param>
    /// <returns>False where it has come back meanwhile.</returns>
    public bool TryReplace(int state) => Interlocked.CompareExchange(ref _state, DrainerState.Replaced, state) == state;

    /// <summary>What the thread of this drainer is doing; null where that cannot be told.</summary>
    public OsThreadActivity? Look() => _thread?.Look();

    public void Execute()
    {
        _thread = OsThread.Current;
        inbox.Drain(this);
    }
}
