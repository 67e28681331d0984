using Fleet.Protocol.Connections;

namespace Fleet.Worker.Messaging;

/// <summary>One frame's turn in the dispatcher, on the link's reader.</summary>
internal readonly ref struct DispatchTurn(ConnectionReader reader, long began)
{
    /// <summary>When the frame was received, as a timestamp of the clock.</summary>
    public long Began => began;

    /// <summary>The bot's code begins: from here on the reader may be found stuck, and another one may take its place.</summary>
    /// <param name="rest">What else the frame asks for afterwards; the other reader does it then.</param>
    public void EnterBotCode(Action<ConnectionReader>? rest = null) => reader.EnterForeignCode(rest);

    /// <summary>The bot's code has returned, or awaits.</summary>
    /// <returns>False where another reader has taken this one's place.</returns>
    public bool LeaveBotCode() => reader.LeaveForeignCode();

    /// <summary>Makes calls of the bot's code one after the other, each before a later frame's.</summary>
    public void Run(IEnumerable<Action> calls) => Run(reader, new Queue<Action>(calls));

    private static void Run(ConnectionReader reader, Queue<Action> calls)
    {
        while (calls.TryDequeue(out var call))
        {
            reader.EnterForeignCode(next => Run(next, calls));
            call();
            if (!reader.LeaveForeignCode()) return;
        }
    }
}
