namespace Fleet.Twitch.Irc;

/// <summary>Names of channels and accounts: 1 to 25 of a–z, 0–9 and '_'.</summary>
internal static class ChannelName
{
    private const int Longest = 25;

    /// <summary>The name without '#' and in small letters, which is how Fleet writes it everywhere.</summary>
    public static string Normalize(string name) => name.Trim().TrimStart('#').ToLowerInvariant();

    /// <summary>Whether a normalized name can be one; a comma or a space in a JOIN would join something else.</summary>
    public static bool IsValid(ReadOnlySpan<char> name)
    {
        if (name.Length is 0 or > Longest) return false;
        foreach (var c in name)
            if (c is not ((>= 'a' and <= 'z') or (>= '0' and <= '9') or '_')) return false;
        return true;
    }
}
