namespace Fleet.Twitch.Connections;

/// <summary>How long to wait before the next attempt to connect: doubling from 1 s to 2 minutes, with jitter, so that many bots do not come back at once.</summary>
internal static class Backoff
{
    private const int Doublings = 7;
    private static readonly TimeSpan First = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);

    /// <summary>The pause after a number of failures in a row, from 0.</summary>
    /// <param name="failures">Attempts that failed since the last connection that held; after the first, the pause is between 0 and 1 s.</param>
    /// <param name="chance">A random number from 0 to below 1.</param>
    public static TimeSpan After(int failures, double chance)
    {
        if (failures <= 0) return First * chance;
        var whole = First * Math.Pow(2, Math.Min(failures, Doublings));
        if (whole > Longest) whole = Longest;
        return whole * (0.5 + chance / 2);
    }
}
