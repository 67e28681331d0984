namespace Fleet.Admiral.Options;

/// <summary>The messages between workers.</summary>
public sealed record IpcOptions
{
    /// <summary>How long a command may take where its caller says nothing: 10 ms to 1 h. Default: 10 s.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a fetch of entities may take where its caller says nothing: 10 ms to 1 h. Default: <see cref="Timeout"/>.</summary>
    public TimeSpan FetchTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The longest message, in bytes: 4 KiB to 16 MiB. Default: 1 MiB.</summary>
    public int MaxMessage { get; init; } = 1024 * 1024;

    /// <summary>How much is held for one slot during a handover, in bytes: 64 KiB to 256 MiB. Default: 8 MiB.</summary>
    public int HoldLimit { get; init; } = 8 * 1024 * 1024;
}
