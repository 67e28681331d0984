using System.Text;
using Fleet.Protocol.Messages;

namespace Fleet.Admiral.Routing;

/// <summary>Checks the names that the host program gives, by the rules for bots.</summary>
internal static class GivenNames
{
    /// <summary>The name in UTF-8.</summary>
    /// <exception cref="ArgumentException">The name is empty, too long, or Fleet's own.</exception>
    public static byte[] Utf8(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (name.StartsWith(WorkerCommandNames.Prefix, StringComparison.Ordinal)) throw new ArgumentException($"\"{name}\" begins with {WorkerCommandNames.Prefix}: such names are Fleet's own.", nameof(name));
        var bytes = Encoding.UTF8.GetBytes(name);
        return bytes.Length <= MessageHeader.LongestName
            ? bytes
            : throw new ArgumentException($"The name \"{name[..40]}…\" has {bytes.Length} bytes; at most {MessageHeader.LongestName} are allowed.", nameof(name));
    }
}
