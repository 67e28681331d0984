using System.Buffers;
using System.Text;
using Fleet.Admiral.Links;
using Fleet.Admiral.Routing;
using Fleet.Planning.Storage;
using Fleet.Protocol.Connections;
using Fleet.Protocol.Messages;
using Fleet.Protocol.Payloads;
using Fleet.Protocol.Storage;

namespace Fleet.Admiral.Storage;

/// <summary>
/// A worker's watch: sends it each change, or, where its link has no room, one notice that changes are lost as soon as there is room again.
/// </summary>
internal sealed class StoreWatch(WorkerLink link, long number, IStorage storage, IPayloadSerializer serializer, RouteCounters counters) : IStorageListener
{
    private static readonly TimeSpan RoomPatience = TimeSpan.FromSeconds(5);
    private static readonly byte[] Event = Encoding.UTF8.GetBytes(StoreCommandNames.Change);

    private readonly Lock _lock = new();
    private IDisposable? _listening;
    private bool _ended;
    private bool _behind;
    private bool _waitsForRoom;

    /// <summary>The storage tells of changes.</summary>
    public void Begin(IDisposable listening)
    {
        lock (_lock)
        {
            if (!_ended)
            {
                _listening = listening;
                return;
            }
        }

        // The worker was lost meanwhile.
        listening.Dispose();
    }

    /// <summary>Nothing is sent any more.</summary>
    public void End()
    {
        IDisposable? listening;
        lock (_lock)
        {
            _ended = true;
            listening = _listening;
        }

        // Not under the lock: the storage holds its own when it calls here.
        listening?.Dispose();
    }

    public void OnChange(StoredChange change)
    {
        lock (_lock)
        {
            if (_ended) return;
            if (_waitsForRoom)
            {
                _behind = true;
                counters.CountEvent(RouteStatus.Full);
                return;
            }

            var entry = change.Entry is { } present ? StoreWire.Entry(present, storage.Now) : null;
            var status = Send(new StoreChangeOnWire(number, (int)change.Kind, change.Key, change.Version, entry));
            if (status == SendStatus.Queued) return;
            _ended = status == SendStatus.Closed;
            if (_ended) return;
            // At the stall mark already, with this change sent: what is above it is for answers and for the messages of other workers.
            _behind = status != SendStatus.Stalled;
            _waitsForRoom = true;
        }

        _ = WaitForRoomAsync();
    }

    // Ends when there is room again and the notice is sent, if one is due; or when nobody can be told any more.
    private async Task WaitForRoomAsync()
    {
        // Not on the caller's thread, which holds the storage's lock.
        await Task.Yield();
        while (true)
        {
            var room = await link.Connection.WaitForRoomAsync(RoomPatience, CancellationToken.None);
            lock (_lock)
            {
                if (_ended) return;
                // Without room the link may have ended: sending tells.
                if (_behind || !room)
                {
                    var status = Send(new StoreChangeOnWire(number, (int)StoreChangeKind.Missed, "", 0, null));
                    _ended = status == SendStatus.Closed;
                    _behind = status is not (SendStatus.Queued or SendStatus.Stalled);
                }

                if (_behind && !_ended) continue;
                _waitsForRoom = false;
                return;
            }
        }
    }

    private SendStatus Send(StoreChangeOnWire change)
    {
        var payload = new ArrayBufferWriter<byte>(256);
        serializer.Serialize(change, payload);
        Span<byte> header = stackalloc byte[MessageHeader.LongestHeader];
        var length = EventDelivery.Write(header, default, Event);
        var status = link.Connection.TrySend(header[..length], payload.WrittenSpan);
        link.Connection.Flush();
        counters.CountEvent(SlotRoute.Read(status));
        return status;
    }
}
