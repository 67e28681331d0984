namespace Fleet.Protocol.Connections;

/// <summary>
/// A thread's time as the reader of a <see cref="Connection"/>. A receiver may run foreign code on it, code that may block, if it says so by
/// <see cref="EnterForeignCode"/> and <see cref="LeaveForeignCode"/>: only there can another thread take over (<see cref="Connection.TryReplaceReader"/>), so
/// a connection goes on although its reader stands still, and no frame is handed out twice or out of turn.
/// </summary>
/// <remarks>
/// The two threads agree without a lock for each frame: the reader enters foreign code by a plain write and leaves it by an exchange, and only between the
/// two can it be replaced. So a reader that has not been replaced owns the received frames outside of foreign code.
/// </remarks>
public sealed class ConnectionReader
{
    private const int InOwnCode = 0;
    private const int InForeignCode = 1;
    private const int Replaced = 2;

    private int _stage = InOwnCode;
    private long _turns;
    private volatile OsThread? _thread;
    private volatile bool _hasLeft;

    /// <summary>How many frames this reader has taken; an unchanged number tells that it is at one and the same.</summary>
    public long Turns => Volatile.Read(ref _turns);

    /// <summary>Whether it runs foreign code now and so can be replaced.</summary>
    public bool IsInForeignCode => Volatile.Read(ref _stage) == InForeignCode;

    /// <summary>Whether another reader has taken its place.</summary>
    public bool IsReplaced => Volatile.Read(ref _stage) == Replaced;

    /// <summary>Whether its thread has left the connection.</summary>
    public bool HasLeft => _hasLeft;

    /// <summary>What of the frame in hand the next reader is to do first, if this one is replaced.</summary>
    internal Action<ConnectionReader>? Rest { get; private set; }

    /// <summary>From here on the reader may be replaced, until <see cref="LeaveForeignCode"/>. The frame's bytes stay as they are until the end of the call that brought them.</summary>
    /// <param name="rest">What else the frame asks for after this piece of foreign code: the next reader does it before it takes another frame.</param>
    public void EnterForeignCode(Action<ConnectionReader>? rest = null)
    {
        // Nobody else changes the stage of a reader in its own code, and a replaced one stays what it is.
        if (Volatile.Read(ref _stage) != InOwnCode)
            return;
        Rest = rest;
        Volatile.Write(ref _stage, InForeignCode);
    }

    /// <summary>The foreign code is left.</summary>
    /// <returns>False when the reader was replaced meanwhile: the connection is another's.</returns>
    public bool LeaveForeignCode() => Volatile.Read(ref _stage) switch
    {
        InOwnCode => true,
        InForeignCode => Interlocked.CompareExchange(ref _stage, InOwnCode, InForeignCode) == InForeignCode,
        _ => false,
    };

    /// <summary>What its thread is doing; null where that cannot be told.</summary>
    public OsThreadActivity? Look() => _thread?.Look();

    internal void Begin() => _thread = OsThread.Current;

    internal void BeginTurn() => Volatile.Write(ref _turns, _turns + 1);

    internal void Leave() => _hasLeft = true;

    internal bool TryReplace() => Interlocked.CompareExchange(ref _stage, Replaced, InForeignCode) == InForeignCode;
}
