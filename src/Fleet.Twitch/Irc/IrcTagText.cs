using System.Text;

namespace Fleet.Twitch.Irc;

/// <summary>The escaping of tag values (IRCv3 message-tags).</summary>
internal static class IrcTagText
{
    /// <summary>The value that an escaped text stands for. A lone backslash at the end is dropped; an unknown escape stands for its character.</summary>
    public static string Unescape(ReadOnlySpan<char> escaped)
    {
        var first = escaped.IndexOf('\\');
        if (first < 0) return escaped.ToString();

        var text = new StringBuilder(escaped.Length).Append(escaped[..first]);
        for (var i = first; i < escaped.Length; i++)
        {
            if (escaped[i] != '\\')
            {
                text.Append(escaped[i]);
                continue;
            }
            if (++i == escaped.Length) break;
            text.Append(escaped[i] switch
            {
                ':' => ';',
                's' => ' ',
                'r' => '\r',
                'n' => '\n',
                var other => other,
            });
        }
        return text.ToString();
    }

    /// <summary>The text that stands for a value in a line; it holds no space, ';', CR or LF.</summary>
    public static string Escape(string value)
    {
        var text = new StringBuilder(value.Length);
        foreach (var c in value)
            _ = c switch
            {
                ';' => text.Append("\\:"),
                ' ' => text.Append("\\s"),
                '\\' => text.Append("\\\\"),
                '\r' => text.Append("\\r"),
                '\n' => text.Append("\\n"),
                _ => text.Append(c),
            };
        return text.ToString();
    }
}
