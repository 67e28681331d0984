namespace Fleet.Protocol.Framing;

/// <summary>
/// The bounds of one local link. Every queue of a link is bounded by these numbers, so a slow or hostile peer costs
/// only itself. The defaults fit a bot's messages; <see cref="WithMaxFrame"/> keeps the marks in proportion.
/// </summary>
public sealed record ProtocolLimits
{
    /// <summary>The smallest value that <see cref="MaxFrameBytes"/> may have: a frame that is allowed before the handshake is over, 4 KiB.</summary>
    public const int HandshakeFrameBytes = 4 * 1024;

    /// <summary>The largest value that <see cref="MaxFrameBytes"/> may have, 16 MiB: one decode must not hold a reader for longer than a heartbeat.</summary>
    public const int LargestFrameBytes = 16 * 1024 * 1024;

    /// <summary>The limits used when nothing is configured.</summary>
    public static ProtocolLimits Default { get; } = new();

    /// <summary>
    /// The longest body of a frame in bytes, both directions; 4 KiB to 16 MiB, 1 MiB by default. A message of a bot is
    /// hundreds of bytes; 1 MiB still takes a handover state, and is sent in about a millisecond.
    /// </summary>
    public int MaxFrameBytes { get; init; } = 1024 * 1024;

    /// <summary>
    /// Bytes waiting for one peer above which its producers are asked to wait, 6 MiB by default: three quarters of
    /// the hard mark, so that producers already past the question still find room.
    /// </summary>
    public int StallMarkBytes { get; init; } = 6 * 1024 * 1024;

    /// <summary>
    /// Bytes waiting for one peer above which data frames are refused and counted, 8 MiB by default: seconds of a
    /// flood, and still small beside a process when sixteen peers are full at once (128 MiB).
    /// </summary>
    public int HardMarkBytes { get; init; } = 8 * 1024 * 1024;

    /// <summary>
    /// Bytes above the hard mark that only control frames may use, 2 MiB by default: one control frame of the largest
    /// size (a handover state) and thousands of small ones (heartbeats, orders) reach a peer that is full of data.
    /// </summary>
    public int ControlReserveBytes { get; init; } = 2 * 1024 * 1024;

    /// <summary>
    /// How long a peer may take nothing while bytes wait for it before the connection is closed, 10 s by default:
    /// longer than any garbage collection or debugger hiccup, shorter than what a command's deadline hides.
    /// It is checked in quarters, so the disconnect comes after one to one and a quarter times this.
    /// </summary>
    public TimeSpan StallLimit { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>These limits with another frame size, and marks that are at least in proportion to it.</summary>
    /// <param name="bytes">The longest body, 4 KiB to 16 MiB.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="bytes"/> is outside that range.</exception>
    public ProtocolLimits WithMaxFrame(int bytes)
    {
        int hard = Math.Max(HardMarkBytes, checked(2 * bytes));
        ProtocolLimits limits = this with
        {
            MaxFrameBytes = bytes,
            HardMarkBytes = hard,
            StallMarkBytes = Math.Max(StallMarkBytes, hard / 4 * 3),
            ControlReserveBytes = Math.Max(ControlReserveBytes, bytes + (1024 * 1024)),
        };
        limits.Validate();
        return limits;
    }

    /// <summary>Throws when the numbers contradict each other.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range; the message names it.</exception>
    public void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxFrameBytes, HandshakeFrameBytes);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(MaxFrameBytes, LargestFrameBytes);
        ArgumentOutOfRangeException.ThrowIfLessThan(HardMarkBytes, MaxFrameBytes + FramePrefix.Bytes);
        ArgumentOutOfRangeException.ThrowIfNegative(StallMarkBytes);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(StallMarkBytes, HardMarkBytes);
        ArgumentOutOfRangeException.ThrowIfLessThan(ControlReserveBytes, FramePrefix.Bytes);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(StallLimit, TimeSpan.Zero);
    }
}
