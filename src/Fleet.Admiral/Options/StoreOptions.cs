namespace Fleet.Admiral.Options;

/// <summary>What the fleet's central store may hold. A write that would exceed a limit is refused; nothing is evicted.</summary>
public sealed record StoreOptions
{
    /// <summary>What a frame has besides a value: its key of up to 512 bytes, and the marks, names and numbers around both.</summary>
    internal const int FrameReserve = 2 * 1024;

    private const int LargestPage = 1024 * 1024;
    private const int UsualMaxValue = 256 * 1024;

    /// <summary>The longest value, in bytes as encoded: 1 KiB to 15 MiB, and 2 KiB less than <see cref="IpcOptions.MaxMessage"/> at most. Default: 256 KiB, or that.</summary>
    public int MaxValue { get; init; } = UsualMaxValue;

    /// <summary>The most keys: 1 to 10,000,000. Default: 100,000.</summary>
    public int MaxKeys { get; init; } = 100_000;

    /// <summary>The most bytes of all keys and values together: 64 KiB to 1 GiB. Default: 64 MiB.</summary>
    public int MaxBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>The longest value where the file says nothing.</summary>
    internal static int DefaultMaxValue(int maxMessage) => Math.Min(UsualMaxValue, maxMessage - FrameReserve);

    /// <summary>How long a page of a listing may be: one frame, and not so long that it holds up what comes behind it.</summary>
    internal static int PageBytes(IpcOptions ipc) => Math.Min(LargestPage, ipc.MaxMessage) - FrameReserve;
}
