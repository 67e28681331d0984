using System.Buffers;
using Fleet.Admiral.Options;
using Fleet.Admiral.Routing;
using Fleet.Protocol.Connections;
using Fleet.Protocol.Payloads;

namespace Fleet.Admiral.Notices;

/// <summary>Sends notices to the workers: to all as the configuration says, and the warning of a handover to the worker that it is about in any case.</summary>
internal sealed class NoticeBroadcast(NoticeScope scope, MessageRouter router, RouteTable routes, IPayloadSerializer serializer)
{
    /// <summary>Sends one notice. Copies into queues; a full one costs only its owner, and is counted.</summary>
    public void Tell(FleetNotice notice)
    {
        var toAll = scope switch
        {
            NoticeScope.Off => false,
            NoticeScope.Changes => notice is not StatsCollected,
            NoticeScope.All => true,
        };
        var concerned = !toAll && notice is HandoverPending pending && SlotName.TryParse(pending.Slot, out var slot) ? routes.Map.Find(slot) : null;
        if (!toAll && concerned is null) return;

        var payload = new ArrayBufferWriter<byte>(256);
        serializer.Serialize(notice, notice.GetType(), payload);
        var name = NoticeNames.Of(notice.GetType());
        using var batch = FlushBatch.Begin();
        if (concerned is not null) router.Announce([concerned], name, payload.WrittenSpan);
        else AnnounceToAll(name, payload.WrittenSpan);
    }

    private void AnnounceToAll(string name, ReadOnlySpan<byte> payload)
    {
        using var group = routes.EnterGroup();
        // Nobody misses what is told while nobody is there: that is not to be counted as lost.
        router.Announce([.. routes.Everyone.Where(route => route.IsServed)], name, payload);
    }
}
