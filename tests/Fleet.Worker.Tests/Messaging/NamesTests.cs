using System.Text;
using Fleet.Worker.Messaging;

namespace Fleet.Worker.Tests.Messaging;

public class NamesTests
{
    [Fact]
    public void Name_UpTo200Bytes_IsItsUtf8()
    {
        NameCheck.Utf8("größe").ShouldBe(Encoding.UTF8.GetBytes("größe"));
        NameCheck.Utf8(new string('n', 200)).Length.ShouldBe(200);
        NameCheck.Utf8(new string('é', 100)).Length.ShouldBe(200);
    }

    [Theory]
    [InlineData('n', 201)]
    [InlineData('é', 101)]
    [InlineData('€', 67)]
    public void Name_Longer_IsRefusedWithItsBeginning(char letter, int count)
    {
        var name = new string(letter, count);

        var refusal = Should.Throw<ArgumentException>(() => NameCheck.Utf8(name));

        refusal.Message.ShouldContain(name[..40]);
        refusal.Message.ShouldContain("at most 200");
        Should.Throw<ArgumentException>(() => NameCheck.Target(Target.Channel(name)));
    }

    [Fact]
    public void Name_Empty_IsRefused()
    {
        Should.Throw<ArgumentException>(() => NameCheck.Utf8(""));
        Should.Throw<ArgumentNullException>(() => NameCheck.Utf8(null!));
        Should.Throw<ArgumentException>(() => new NameCache().Utf8(""));
    }

    [Fact]
    public void Target_OfAnyOtherKind_IsFine()
    {
        foreach (var target in (Target[])[Target.Admiral, Target.Everyone, Target.Shard(3), Target.Service("stats"), Target.Channel(new string('n', 200))])
            Should.NotThrow(() => NameCheck.Target(target));
    }

    [Fact]
    public void Cache_OfNamesWithoutEnd_StaysSmall()
    {
        var cache = new NameCache();

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
