using System.Text;

namespace Fleet.Protocol.Messages;

/// <summary>What names a bot, or the program around the Admiral, may give. They are checked where they are given: a link that carries a longer one is ended.</summary>
public static class NameRules
{
    private const int MostBytesPerChar = 3;

    /// <summary>A name in UTF-8.</summary>
    /// <exception cref="ArgumentException">The name is empty or too long.</exception>
    public static byte[] Utf8(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        var bytes = Encoding.UTF8.GetBytes(name);
        return bytes.Length <= MessageHeader.LongestName
            ? bytes
            : throw TooLong(name, bytes.Length, nameof(name));
    }

    /// <summary>The name of an event or command that is the caller's own to name, in UTF-8.</summary>
    /// <exception cref="ArgumentException">The name is empty, too long, or one of Fleet's own.</exception>
    public static byte[] OwnUtf8(string name)
    {
        var bytes = Utf8(name);
        return WorkerCommandNames.IsReserved(bytes)
            ? throw new ArgumentException($"Names that begin with \"{WorkerCommandNames.Prefix}\" are Fleet's own: choose another than \"{name}\".", nameof(name))
            : bytes;
    }

    /// <summary>Looks at the name of a service or channel.</summary>
    /// <exception cref="ArgumentException">The name is too long.</exception>
    public static void Check(Target target)
    {
        if (target.Name is not { Length: > MessageHeader.LongestName / MostBytesPerChar } name) return;
        var length = Encoding.UTF8.GetByteCount(name);
        if (length > MessageHeader.LongestName) throw TooLong(name, length, nameof(target));
    }

    private static ArgumentException TooLong(string name, int length, string parameter) =>
        new($"The name \"{name[..40]}…\" has {length} bytes; at most {MessageHeader.LongestName} are allowed.", parameter);
}
