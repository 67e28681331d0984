namespace TwitchSimulator.Irc;

/// <summary>One line that a client sent, taken apart.</summary>
internal sealed record IrcLine(IReadOnlyDictionary<string, string> Tags, string Command, IReadOnlyList<string> Parameters)
{
    /// <summary>The parameter at an index from 0; empty where there is none.</summary>
    public string Parameter(int index) => index < Parameters.Count ? Parameters[index] : "";

    /// <summary>Takes a line apart; null where it holds no command.</summary>
    public static IrcLine? Parse(string line)
    {
        var rest = line.TrimStart(' ');
        var tags = new Dictionary<string, string>(StringComparer.Ordinal);
        if (rest.StartsWith('@'))
        {
            foreach (var tag in TakeWord(ref rest)[1..].Split(';', StringSplitOptions.RemoveEmptyEntries))
            {
                var mark = tag.IndexOf('=', StringComparison.Ordinal);
                tags[mark < 0 ? tag : tag[..mark]] = mark < 0 ? "" : tag[(mark + 1)..];
            }
        }
        if (rest.StartsWith(':')) TakeWord(ref rest);
        var command = TakeWord(ref rest).ToUpperInvariant();
        if (command.Length == 0) return null;

        var parameters = new List<string>();
        while (rest.Length > 0)
        {
            if (rest[0] == ':')
            {
                parameters.Add(rest[1..]);
                break;
            }
            parameters.Add(TakeWord(ref rest));
        }
        return new IrcLine(tags, command, parameters);
    }

    private static string TakeWord(ref string rest)
    {
        var end = rest.IndexOf(' ', StringComparison.Ordinal);
        var word = end < 0 ? rest : rest[..end];
        rest = end < 0 ? "" : rest[end..].TrimStart(' ');
        return word;
    }
}
