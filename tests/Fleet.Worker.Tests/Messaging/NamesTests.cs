using System.Text;
using Fleet.Protocol.Messages;
using Fleet.Worker.Messaging;

namespace Fleet.Worker.Tests.Messaging;

public class NamesTests
{
    [Fact]
    public void Cache_OfNamesWithoutEnd_StaysSmall()
    {
        var cache = new NameCache(NameRules.Utf8);

        for (var i = 0; i < 10_000; i++) cache.Utf8($"event-{i}").ShouldBe(Encoding.UTF8.GetBytes($"event-{i}"));

        cache.Count.ShouldBeLessThanOrEqualTo(1024);
        cache.Utf8("event").ShouldBeSameAs(cache.Utf8("event"));
    }

    [Fact]
    public void Sender_IsParsedOnceAndNullForTheAdmiral()
    {
        var senders = new SenderNames();

        senders.Find(default).ShouldBeNull();
        senders.Find("no worker"u8).ShouldBeNull();
        for (var i = 1; i < 5000; i++)
        {
            senders.Find(Encoding.UTF8.GetBytes($"cluster-3#{i}")).ShouldBe(new WorkerName(SlotName.Cluster(3), i));
            senders.Find("stats#1"u8).ShouldBe(WorkerName.Parse("stats#1"));
        }
    }

    [Fact]
    public void Names_OfFleetsOwn_AreNotTheBots()
    {
        var worker = new MessagingUnderTest();

        Should.Throw<ArgumentException>(() => worker.Ipc.SendAsync(Target.Everyone, "fleet.ready", new Note("forged")).AsTask()).Message.ShouldContain("fleet.ready");
        Should.Throw<ArgumentException>(() => worker.Ipc.Handle<Note, Note>("fleet.fetch", (note, _) => Task.FromResult(note)));
        worker.Link.Frames.ShouldBeEmpty();
    }
}
