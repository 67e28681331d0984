namespace Fleet.Protocol.Messages;

/// <summary>How long a caller may have an answer waited for.</summary>
public static class WaitRules
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    /// <summary>The wait that a caller wants; the configured one, which has bounds of its own, where it says nothing.</summary>
    /// <param name="wanted">What the caller's options say.</param>
    /// <param name="configured">What holds otherwise.</param>
    /// <param name="what">What waits, as the beginning of a sentence.</param>
    /// <param name="parameter">The caller's parameter.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="wanted"/> is shorter than 1 ms or longer than 5 minutes.</exception>
    public static TimeSpan Of(TimeSpan? wanted, TimeSpan configured, string what, string parameter)
    {
        if (wanted is not { } wait) return configured;
        return wait >= Shortest && wait <= Longest ? wait : throw new ArgumentOutOfRangeException(parameter, wait, $"{what} waits from 1 ms to 5 minutes.");
    }
}
