using System.Collections.Concurrent;

namespace Fleet.Worker.Messaging;

/// <summary>The names that the bot sends under, checked and encoded once each.</summary>
/// <param name="encode">Checks and encodes a name, as a method of <see cref="Fleet.Protocol.Messages.NameRules"/> does.</param>
internal sealed class NameCache(Func<string, byte[]> encode)
{
    // A bot that makes a name per channel or user must not fill its memory with them.
    private const int Most = 1024;

    private readonly ConcurrentDictionary<string, byte[]> _names = new(StringComparer.Ordinal);

    /// <summary>How many names are kept.</summary>
    public int Count => _names.Count;

    /// <summary>The name in UTF-8.</summary>
    /// <exception cref="ArgumentException">The name is not one that may be given.</exception>
    public byte[] Utf8(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (_names.TryGetValue(name, out var known)) return known;
        if (_names.Count >= Most) _names.Clear();
        return _names[name] = encode(name);
    }
}
