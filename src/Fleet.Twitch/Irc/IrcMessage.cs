namespace Fleet.Twitch.Irc;

/// <summary>One line of IRC, taken apart. Tags are looked up and unescaped when asked for; nothing of it throws, whatever the line holds.</summary>
internal readonly struct IrcMessage
{
    private readonly Range _tags;
    private readonly Range _prefix;
    private readonly Range _command;
    private readonly Range _parameters;

    internal IrcMessage(string line, Range tags, Range prefix, Range command, Range parameters)
    {
        Line = line;
        _tags = tags;
        _prefix = prefix;
        _command = command;
        _parameters = parameters;
    }

    /// <summary>The whole line, without its line end.</summary>
    public string Line { get; }

    /// <summary>The command or numeric, as it was sent.</summary>
    public ReadOnlySpan<char> Command => Line.AsSpan(_command);

    /// <summary>The part of the prefix before '!' or '@'; empty where there is no prefix.</summary>
    public ReadOnlySpan<char> Nick
    {
        get
        {
            var prefix = Line.AsSpan(_prefix);
            var end = prefix.IndexOfAny('!', '@');
            return end < 0 ? prefix : prefix[..end];
        }
    }

    /// <summary>How many parameters there are, the trailing one included.</summary>
    public int ParameterCount
    {
        get
        {
            var count = 0;
            var rest = Line.AsSpan(_parameters);
            while (IrcParser.TakeParameter(ref rest, out _)) count++;
            return count;
        }
    }

    /// <summary>The parameter at an index from 0; empty where there is none.</summary>
    public ReadOnlySpan<char> Parameter(int index)
    {
        var rest = Line.AsSpan(_parameters);
        while (IrcParser.TakeParameter(ref rest, out var parameter))
            if (index-- == 0) return parameter;
        return default;
    }

    /// <summary>Whether the command is this one; IRC commands know no case.</summary>
    public bool Is(ReadOnlySpan<char> command) => Command.Equals(command, StringComparison.OrdinalIgnoreCase);

    /// <summary>The unescaped value of a tag; null where there is none, empty where it has no value. Of tags of one name the last counts.</summary>
    public string? Tag(ReadOnlySpan<char> name)
    {
        var rest = Line.AsSpan(_tags);
        var found = false;
        ReadOnlySpan<char> value = default;
        while (!rest.IsEmpty)
        {
            var end = rest.IndexOf(';');
            var tag = end < 0 ? rest : rest[..end];
            rest = end < 0 ? default : rest[(end + 1)..];

            // Only the first '=' divides: values such as links hold more of them.
            var mark = tag.IndexOf('=');
            if (!name.Equals(mark < 0 ? tag : tag[..mark], StringComparison.Ordinal)) continue;
            found = true;
            value = mark < 0 ? default : tag[(mark + 1)..];
        }
        return found ? IrcTagText.Unescape(value) : null;
    }

    /// <summary>The line.</summary>
    public override string ToString() => Line;
}
