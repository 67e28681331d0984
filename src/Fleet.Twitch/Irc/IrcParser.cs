namespace Fleet.Twitch.Irc;

/// <summary>Takes lines of IRC apart: <c>[@tags] [:prefix] COMMAND [parameters] [:trailing]</c>.</summary>
internal static class IrcParser
{
    /// <summary>Reads one line. False where it holds no command; never throws.</summary>
    /// <param name="line">The line, without its line end.</param>
    /// <param name="message">The parts.</param>
    public static bool TryParse(string line, out IrcMessage message)
    {
        var at = SkipSpaces(line, 0);
        var tags = TakeMarked(line, '@', ref at);
        var prefix = TakeMarked(line, ':', ref at);
        var command = at..EndOfWord(line, at);
        message = new IrcMessage(line, tags, prefix, command, command.End.Value..line.Length);
        return command.Start.Value < command.End.Value;
    }

    /// <summary>Takes the first parameter off; false at the end.</summary>
    internal static bool TakeParameter(scoped ref ReadOnlySpan<char> rest, out ReadOnlySpan<char> parameter)
    {
        rest = rest.TrimStart(' ');
        parameter = default;
        if (rest.IsEmpty) return false;
        if (rest[0] == ':')
        {
            parameter = rest[1..];
            rest = default;
            return true;
        }
        var end = rest.IndexOf(' ');
        parameter = end < 0 ? rest : rest[..end];
        rest = end < 0 ? default : rest[end..];
        return true;
    }

    private static Range TakeMarked(string line, char mark, ref int at)
    {
        if (at >= line.Length || line[at] != mark) return at..at;
        var end = EndOfWord(line, at);
        var marked = (at + 1)..end;
        at = SkipSpaces(line, end);
        return marked;
    }

    private static int EndOfWord(string line, int from)
    {
        var space = line.IndexOf(' ', from);
        return space < 0 ? line.Length : space;
    }

    private static int SkipSpaces(string line, int from)
    {
        while (from < line.Length && line[from] == ' ') from++;
        return from;
    }
}
