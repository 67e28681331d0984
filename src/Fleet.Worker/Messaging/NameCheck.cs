using System.Text;
using Fleet.Protocol.Messages;

namespace Fleet.Worker.Messaging;

/// <summary>Checks the names of events and commands that the bot gives.</summary>
internal static class NameCheck
{
    /// <summary>The name in UTF-8.</summary>
    /// <exception cref="ArgumentException">The name is empty or too long.</exception>
    public static byte[] Utf8(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        var bytes = Encoding.UTF8.GetBytes(name);
        return bytes.Length <= MessageHeader.LongestName
            ? bytes
            : throw new ArgumentException($"The name \"{name[..40]}…\" has {bytes.Length} bytes; at most {MessageHeader.LongestName} are allowed.", nameof(name));
    }
}
