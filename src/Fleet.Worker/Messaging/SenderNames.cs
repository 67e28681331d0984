using System.Collections.Concurrent;
using Fleet.Protocol.Messages;

namespace Fleet.Worker.Messaging;

/// <summary>The names of senders, parsed once each: the same few workers send all messages.</summary>
internal sealed class SenderNames
{
    // Incarnations grow without end; a fleet has far fewer workers at one time.
    private const int Most = 1024;

    private readonly ConcurrentDictionary<string, WorkerName> _names = new(Utf8Names.Comparer);
    private readonly ConcurrentDictionary<string, WorkerName>.AlternateLookup<ReadOnlySpan<byte>> _byBytes;

    public SenderNames() => _byBytes = _names.GetAlternateLookup<ReadOnlySpan<byte>>();

    /// <summary>The worker of this name; null for the Admiral.</summary>
    public WorkerName? Find(ReadOnlySpan<byte> name)
    {
        if (name.IsEmpty) return null;
        if (_byBytes.TryGetValue(name, out var worker)) return worker;
        if (!WorkerName.TryParse(Utf8Names.Comparer.Create(name), out worker)) return null;
        if (_names.Count >= Most) _names.Clear();
        _byBytes[name] = worker;
        return worker;
    }
}
