using Fleet.Protocol.Connections;

namespace Fleet.Worker.Messaging;

/// <summary>
/// Handlers and the continuations of answered commands run on the reader of the link, which saves a hop per message. The price is that the bot's code can
/// block it. This watch, looked through by the heartbeat thread, then has a new reader take its place: the old one, when it comes back, finds itself replaced
/// and ends (see <see cref="ConnectionReader"/>).
/// </summary>
/// <remarks>
/// A reader is replaced only while it is inside the bot's code (two looks in a row at the same frame), and waits there or computes, so no later handler can
/// start before an earlier one has.
/// </remarks>
internal sealed class StuckReaderWatch(Connection connection)
{
    // Each replacement costs a blocked thread. A bot that blocks so many at once is not helped by one more.
    private const int MostBlocked = 64;

    // Processor time at one frame from which on others need not wait for it, in hundredths of a second.
    private const long LongTurn = 10;

    private readonly List<ConnectionReader> _blocked = [];
    private ConnectionReader? _suspect;
    private long _suspectTurn;
    private OsThreadActivity? _suspectSeen;

    /// <summary>How often a reader was found blocked by the bot's code and replaced.</summary>
    public long Replacements { get; private set; }

    /// <summary>Replaces the reader where the bot's code blocks it while frames wait. To be called every now and then from one thread.</summary>
    public void Look()
    {
        var reader = connection.Reader;
        if (!reader.IsInForeignCode || !connection.HasMoreToRead)
        {
            _suspect = null;
            return;
        }

        var turn = reader.Turns;
        var seen = reader.Look();
        if (_suspect != reader || _suspectTurn != turn)
        {
            (_suspect, _suspectTurn, _suspectSeen) = (reader, turn, seen);
            return;
        }

        var stuck = IsStuck(_suspectSeen, seen);
        // Processor time counts from the first look on, waiting from look to look.
        if (seen is { } now && _suspectSeen is { } before) _suspectSeen = before with { IsWaiting = now.IsWaiting };
        if (!stuck) return;

        _blocked.RemoveAll(static one => one.HasLeft);
        // A reader that has come back meanwhile keeps its place. One that is at the next frame's code already may lose it for nothing, which costs a thread.
        if (_blocked.Count >= MostBlocked || !connection.TryReplaceReader(reader)) return;
        _blocked.Add(reader);
        Replacements++;
        _suspect = null;
    }

    /// <summary>
    /// Whether a thread that was seen twice at the same frame is held up by the bot's code: it waits for something, or computes. One that only waits for a
    /// processor, on a machine with more work than it has, is not: later handlers would overtake the one that it is about to finish.
    /// </summary>
    internal static bool IsStuck(OsThreadActivity? first, OsThreadActivity? second) =>
        first is not { } before || second is not { } now || (before.IsWaiting && now.IsWaiting) || now.CpuTicks - before.CpuTicks >= LongTurn;
}
