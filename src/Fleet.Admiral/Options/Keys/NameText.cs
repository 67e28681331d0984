namespace Fleet.Admiral.Options.Keys;

/// <summary>The forms of names.</summary>
internal static class NameText
{
    /// <summary>What the name of a service may be.</summary>
    public const string ServiceForm = "1 to 40 of a-z, 0-9, '-' and '_', beginning with a letter, and not \"cluster-<number>\"";

    private const int LongestName = 40;
    private const int LongestChannel = 25;
    private const int LongestCategory = 200;

    /// <summary>A fleet's or a host's name: it becomes a folder, a part of keys and of addresses.</summary>
    public static bool TryReadName(string text, out string name)
    {
        name = text;
        return text.Length is > 0 and <= LongestName && text[0] != '-' && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');
    }

    /// <summary>A channel's name, with or without '#' and in any case; unified to small letters without '#'.</summary>
    public static bool TryReadChannel(string text, out string channel)
    {
        var trimmed = text.AsSpan().Trim();
        if (trimmed.StartsWith('#')) trimmed = trimmed[1..];
        channel = trimmed.ToString().ToLowerInvariant();
        // Judged before lowering: the Kelvin sign is not ASCII and lowers to 'k'.
        return channel.Length is > 0 and <= LongestChannel && trimmed.IndexOfAnyExcept(ChannelLetters) < 0;
    }

    /// <summary>A category of a log, or the beginning of one: the parts of a type's name, with dots between them.</summary>
    public static bool TryReadCategory(string text, out string category)
    {
        category = text.Trim();
        return category.Length is > 0 and <= LongestCategory && category.Split('.').All(part => part.Length > 0 && part.All(c => char.IsLetterOrDigit(c) || c is '_' or '+' or '`'));
    }

    /// <summary>The name of a service, which need not be there.</summary>
    public static bool TryReadService(string text, out string service)
    {
        service = text.Trim();
        return SlotName.IsServiceName(service);
    }

    /// <summary>Whether orders mean several slots by this word, so that none may have it for its name.</summary>
    public static bool IsWordForSlots(string name) => name is "all" or "clusters" or "services";

    /// <summary>One of <c>all</c>, <c>none</c>, <c>clusters</c> and <c>services</c>, or the name of a slot, which need not be there yet.</summary>
    public static bool TryReadCaller(string text, out string caller)
    {
        caller = text.Trim();
        return caller is "all" or "none" or "clusters" or "services" || SlotName.TryParse(caller, out _);
    }

    /// <summary>A machine's name made into a host's.</summary>
    public static string ToHost(string machineName)
    {
        var letters = machineName.ToLowerInvariant().Select(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) ? c : '-');
        var host = string.Concat(letters).Trim('-');
        if (host.Length > LongestName) host = host[..LongestName].TrimEnd('-');
        return host.Length == 0 ? "host" : host;
    }

    private static readonly System.Buffers.SearchValues<char> ChannelLetters =
        System.Buffers.SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_");
}
