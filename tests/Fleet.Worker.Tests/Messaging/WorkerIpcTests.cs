using System.Text;
using Fleet.Protocol.Connections;
using Fleet.Protocol.MessagePack;
using Fleet.Protocol.Messages;
using Fleet.TestKit.Time;

namespace Fleet.Worker.Tests.Messaging;

public class WorkerIpcTests
{
    private readonly MessagingUnderTest _worker = new();

    [Fact]
    public async Task Event_UnderANameOfFleets_IsNotSent()
    {
        await Should.ThrowAsync<ArgumentException>(() => _worker.Ipc.SendAsync(Target.Everyone, "fleet.notice.WorkerLost", new Note("forged", 1)).AsTask());

        _worker.Link.Frames.ShouldBeEmpty();
    }

    [Fact]
    public void Notice_OfTheAdmiral_ReachesTheHandlersOfItsKind()
    {
        var heard = new List<string>();
        using var _ = _worker.Ipc.OnNotice<WorkerLost>((lost, context) => heard.Add($"{lost.Worker} {lost.Reason} {context.From}"));
        using var other = _worker.Ipc.OnNotice<WorkerActive>((active, _) => heard.Add(active.Worker));

        _worker.ReceiveEvent("fleet.notice.WorkerLost", new WorkerLost { Worker = "stats#1", Reason = "exit code 1", LastLines = ["a"] }, from: "");

        heard.ShouldBe(["stats#1 exit code 1 "]);
        Should.Throw<ArgumentException>(() => _worker.Ipc.OnNotice<FleetNotice>((_, _) => { }));
    }

    [Fact]
    public async Task Event_Sent_IsOneFrameAndFlushed()
    {
        await _worker.Ipc.SendAsync(Target.Channel("wren"), "note", new Note("hi", 2));

        var reader = new MsgPackReader(_worker.Link.Frames.ShouldHaveSingleItem());
        var (kind, fields) = MessageHeader.Read(ref reader);
        kind.ShouldBe(MessageKind.EventSend);
        var sent = EventSend.Read(ref reader, fields);
        sent.Target.Kind.ShouldBe(TargetKind.Channel);
        Encoding.UTF8.GetString(sent.Target.Name).ShouldBe("wren");
        Encoding.UTF8.GetString(sent.Name).ShouldBe("note");
        sent.Payload.ToArray().ShouldBe(_worker.Payload(new Note("hi", 2)));
        _worker.Link.Flushes.ShouldBe(1);
        _worker.Link.Lanes.ShouldBe([SendLane.Data]);
    }

    [Fact]
    public async Task Event_DeclaredAsObject_IsSentWhole()
    {
        await _worker.Ipc.SendAsync<object>(Target.Everyone, "note", new Note("hi"));
        await _worker.Ipc.SendAsync<object?>(Target.Everyone, "note", null);

        Payload(0).ShouldBe(_worker.Payload(new Note("hi")));
        Payload(1).ShouldBe([0xc0]);
    }

    [Fact]
    public async Task Link_ThatStalls_HoldsTheSenderUntilThereIsRoom_ButTheEventIsSent()
    {
        _worker.Link.Answer = _ => SendStatus.Stalled;

        var sending = _worker.Ipc.SendAsync(Target.Everyone, "note", new Note("hi"));

        sending.IsCompleted.ShouldBeFalse();
        _worker.Link.Frames.Count.ShouldBe(1);
        _worker.Link.Room.SetResult(true);
        await sending.AsTask().WithDeadline();
    }

    [Fact]
    public async Task Link_ThatIsFull_TakesTheEventWhenThereIsRoom()
    {
        _worker.Link.Answer = _ => SendStatus.Full;
        var sending = _worker.Ipc.SendAsync(Target.Everyone, "note", new Note("hi")).AsTask();
        _worker.Link.Frames.ShouldBeEmpty();

        // The thread's buffer is used again in between.
        _worker.Link.Answer = _ => SendStatus.Queued;
        await _worker.Ipc.SendAsync(Target.Everyone, "note", new Note("another that is longer"));
        _worker.Link.Room.SetResult(true);
        await sending.WithDeadline();

        Payload(1).ShouldBe(_worker.Payload(new Note("hi")));
    }

    [Theory]
    [InlineData(SendStatus.Full, SendError.Busy)]
    [InlineData(SendStatus.Closed, SendError.Closed)]
    public async Task Link_ThatStaysFullOrCloses_IsToldAsWhatItIs(SendStatus then, SendError error)
    {
        _worker.Link.Answer = _ => SendStatus.Full;
        var sending = _worker.Ipc.SendAsync(Target.Everyone, "note", new Note("hi")).AsTask();
        _worker.Link.Answer = _ => then;

        _worker.Link.Room.SetResult(false);

        (await Should.ThrowAsync<SendException>(sending.WithDeadline())).Error.ShouldBe(error);
    }

    [Theory]
    [InlineData(SendStatus.TooLarge, SendError.TooLarge)]
    [InlineData(SendStatus.Closed, SendError.Closed)]
    public async Task Link_ThatDoesNotTakeIt_Throws(SendStatus status, SendError error)
    {
        _worker.Link.Answer = _ => status;

        (await Should.ThrowAsync<SendException>(async () => await _worker.Ipc.SendAsync(Target.Everyone, "note", new Note("hi")))).Error.ShouldBe(error);
    }

    [Fact]
    public async Task Waiting_Cancelled_EndsTheWait()
    {
        using var stop = new CancellationTokenSource();
        _worker.Link.Answer = _ => SendStatus.Full;
        var sending = _worker.Ipc.SendAsync(Target.Everyone, "note", new Note("hi"), stop.Token).AsTask();

        await stop.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(sending.WithDeadline());
        await Should.ThrowAsync<OperationCanceledException>(async () => await _worker.Ipc.SendAsync(Target.Everyone, "note", new Note("hi"), stop.Token));
    }

    [Fact]
    public async Task Misuse_IsRefusedBeforeAnythingIsSent()
    {
        var tooLong = new string('n', 201);

        await Should.ThrowAsync<ArgumentException>(async () => await _worker.Ipc.SendAsync(Target.Everyone, "", new Note("")));
        await Should.ThrowAsync<ArgumentException>(async () => await _worker.Ipc.SendAsync(Target.Everyone, tooLong, new Note("")));
        await Should.ThrowAsync<ArgumentException>(async () => await _worker.Ipc.SendAsync(Target.Service(tooLong), "note", new Note("")));
        await Should.ThrowAsync<FleetException>(async () => await _worker.Ipc.SendAsync(Target.Everyone, "note", new Bomb()));
        Should.Throw<ArgumentException>(() => _worker.Ipc.On<Note>("", (_, _) => Task.CompletedTask));
        Should.Throw<ArgumentException>(() => _worker.Ipc.On<Note>(tooLong, (_, _) => Task.CompletedTask));
        Should.Throw<ArgumentNullException>(() => _worker.Ipc.On<Note>("note", null!));
        Should.Throw<ArgumentException>(() => _worker.Ipc.Handle<Note, int>(tooLong, (_, _) => Task.FromResult(1)));
        Should.Throw<ArgumentNullException>(() => _worker.Ipc.Handle<Note, int>(null!));

        _worker.Link.Frames.ShouldBeEmpty();
    }

    private byte[] Payload(int index)
    {
        var reader = new MsgPackReader(_worker.Link.Frames[index]);
        var (_, fields) = MessageHeader.Read(ref reader);
        return EventSend.Read(ref reader, fields).Payload.ToArray();
    }
}
