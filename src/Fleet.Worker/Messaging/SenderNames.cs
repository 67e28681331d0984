using System.Collections.Concurrent;
using Fleet.Protocol.Messages;

namespace Fleet.Worker.Messaging;

/// <summary>The names of senders, parsed once each: the same few workers send all messages.</summary>
internal sealed class SenderNames
{
    // Incarnations grow without end; a fleet has far fewer workers at one time.
    private const int Most = 1024;

    private readonly ConcurrentDictionary<string, Sender> _names = new(Utf8Names.Comparer);
    private readonly ConcurrentDictionary<string, Sender>.AlternateLookup<ReadOnlySpan<byte>> _byBytes;

    // Messages often come several from one sender.
    private volatile Sender? _last;

    public SenderNames() => _byBytes = _names.GetAlternateLookup<ReadOnlySpan<byte>>();

    /// <summary>The worker of this name; null for the Admiral.</summary>
    public WorkerName? Find(ReadOnlySpan<byte> name)
    {
        if (name.IsEmpty) return null;
        if (_last is { } last && name.SequenceEqual(last.Utf8)) return last.Worker;
        if (!_byBytes.TryGetValue(name, out var sender))
        {
            if (!WorkerName.TryParse(Utf8Names.Comparer.Create(name), out var worker)) return null;
            if (_names.Count >= Most) _names.Clear();
            _byBytes[name] = sender = new Sender(name.ToArray(), worker);
        }

        _last = sender;
        return sender.Worker;
    }

    private sealed record Sender(byte[] Utf8, WorkerName Worker);
}
