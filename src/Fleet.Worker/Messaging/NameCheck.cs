using System.Text;
using Fleet.Protocol.Messages;

namespace Fleet.Worker.Messaging;

/// <summary>Checks the names that the bot gives: the Admiral ends a link that carries a longer one.</summary>
internal static class NameCheck
{
    private const int MostBytesPerChar = 3;

    /// <summary>The name in UTF-8.</summary>
    /// <exception cref="ArgumentException">The name is empty or too long.</exception>
    public static byte[] Utf8(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        var bytes = Encoding.UTF8.GetBytes(name);
        return bytes.Length <= MessageHeader.LongestName
            ? bytes
            : throw TooLong(name, bytes.Length, nameof(name));
    }

    /// <summary>Looks whether a name of an event or command is the bot's to use.</summary>
    /// <exception cref="ArgumentException">It is one of Fleet's own.</exception>
    public static void NotReserved(byte[] nameUtf8, string parameter)
    {
        if (WorkerCommandNames.IsReserved(nameUtf8)) throw new ArgumentException($"Names that begin with \"{WorkerCommandNames.Prefix}\" are Fleet's own: choose another than \"{Encoding.UTF8.GetString(nameUtf8)}\".", parameter);
    }

    /// <summary>Looks at the name of a service or channel.</summary>
    /// <exception cref="ArgumentException">The name is too long.</exception>
    public static void Target(Target target)
    {
        if (target.Name is not { Length: > MessageHeader.LongestName / MostBytesPerChar } name) return;
        var length = Encoding.UTF8.GetByteCount(name);
        if (length > MessageHeader.LongestName) throw TooLong(name, length, nameof(target));
    }

    private static ArgumentException TooLong(string name, int length, string parameter) =>
        new($"The name \"{name[..40]}…\" has {length} bytes; at most {MessageHeader.LongestName} are allowed.", parameter);
}
