using System.Buffers;
using Fleet.Protocol.Connections;
using Fleet.Protocol.Messages;
using Fleet.TestKit.Time;

namespace Fleet.Admiral.Tests.Links;

/// <summary>What workers that have joined say, and their end.</summary>
public sealed class LinkDeskTests : IAsyncDisposable
{
    private static readonly WorkerName Stats1 = WorkerName.Parse("stats#1");

    private readonly JoiningUnderTest _joining = new();

    public ValueTask DisposeAsync() => _joining.DisposeAsync();

    [Theory]
    [InlineData(MessageKind.Ready, "stats#1 Ready")]
    [InlineData(MessageKind.Activated, "stats#1 Activated")]
    [InlineData(MessageKind.Goodbye, "stats#1 said goodbye")]
    public async Task Signal_IsTold(MessageKind kind, string told)
    {
        var worker = await _joining.JoinAsync("stats#1");

        worker.Send(kind);

        await _joining.Events.ToldAsync(told);
    }

    [Fact]
    public async Task Words_OfTheWorker_AreToldUnderItsProvenName()
    {
        var worker = await _joining.JoinAsync("stats#1");
        var fault = new Fault(FaultStage.Start, Permanent: true, "FLEET1001", "What", "where", "Why.", "Fix.", null);
        var line = new LogLine(2, 0, "Bot", "hello", null);

        worker.Send(fault.WriteHeader, Payload(fault.WritePayload));
        worker.Send(line.WriteHeader, Payload(line.WritePayload));
        worker.Send(h => new StatsAnswer(7, default).Write(h), [0x2a]);

        await _joining.Events.ToldAsync("stats#1 stats 7: 2a");
        _joining.Events.Told.Skip(1).ShouldBe([$"stats#1 faulted: {fault}", "stats#1 logged: hello", "stats#1 stats 7: 2a"]);
    }

    [Fact]
    public async Task Heartbeat_IsNoted_WithTheTimeItCame()
    {
        var worker = await _joining.JoinAsync("stats#1");
        _joining.Time.Advance(TimeSpan.FromSeconds(5));

        worker.Send(new Heartbeat(1, 2, 3).Write);
        worker.Send(MessageKind.Ready);
        await _joining.Events.ToldAsync("stats#1 Ready");

        worker.Link.LastHeartbeat.ShouldBe(new Heartbeat(1, 2, 3));
        worker.Link.LastBeat.ShouldBe(_joining.Time.GetTimestamp());
    }

    [Fact]
    public async Task State_LeftByADrainedWorker_StaysAfterItsEnd_UntilTheHandoverIsOver()
    {
        var worker = await _joining.JoinAsync("stats#1");

        worker.Send(h => new Drained(0, default).Write(h), [1, 2, 3]);
        await _joining.Events.ToldAsync("stats#1 Drained");
        _joining.Desk.Forget(Stats1);

        _joining.Desk.StateOf(Stats1).ShouldBe([1, 2, 3]);
        _joining.Desk.DropStates(SlotName.Cluster(0));
        _joining.Desk.StateOf(Stats1).ShouldBe([1, 2, 3]);
        _joining.Desk.DropStates(Stats1.Slot);
        _joining.Desk.StateOf(Stats1).ShouldBeEmpty();
    }

    [Fact]
    public void State_OfNobody_IsEmpty() => _joining.Desk.StateOf(null).ShouldBeEmpty();

    [Fact]
    public async Task Frame_ThatOnlyAnAdmiralSends_CostsTheLink_WithItsReason()
    {
        var worker = await _joining.JoinAsync("stats#1");

        worker.Send(MessageKind.Welcome);

        (await worker.Link.Connection.Completion.WithDeadline()).ShouldBe(DisconnectReason.ProtocolViolation);
        await _joining.Events.ToldAsync("stats#1 lost: ProtocolViolation A worker may not send frames of kind 32.");
    }

    [Fact]
    public async Task Frame_ThatIsMalformed_CostsTheLink()
    {
        var worker = await _joining.JoinAsync("stats#1");

        worker.Send(h =>
        {
            h[0] = 0xc1;
            return 1;
        });

        (await worker.Link.Connection.Completion.WithDeadline()).ShouldBe(DisconnectReason.ProtocolViolation);
        await _joining.Events.ToldAsync("stats#1 lost: ProtocolViolation ");
    }

    [Fact]
    public async Task Link_Lost_IsToldOnce_AndNobodyIsLinked()
    {
        var worker = await _joining.JoinAsync("stats#1");

        await worker.LoseAsync();
        _joining.Desk.Forget(Stats1);

        _joining.Events.Told.ShouldBe(["stats#1 Joined", "stats#1 lost: PeerClosed"]);
        _joining.Desk.Find(Stats1).ShouldBeNull();
    }

    [Fact]
    public async Task Worker_Forgotten_LosesItsLink_AndThatIsNoNews()
    {
        var worker = await _joining.JoinAsync("stats#1");

        _joining.Desk.Forget(Stats1);

        (await worker.Link.Connection.Completion.WithDeadline()).ShouldBe(DisconnectReason.ClosedLocally);
        _joining.Events.Told.ShouldBe(["stats#1 Joined"]);
        _joining.Desk.Links.ShouldBeEmpty();
    }

    [Fact]
    public async Task HeardAll_EndsWithTheLink()
    {
        var worker = await _joining.JoinAsync("stats#1");
        var heard = _joining.Desk.HeardAllAsync(Stats1);
        heard.IsCompleted.ShouldBeFalse();

        worker.Send(MessageKind.Goodbye);
        await worker.Far.CloseAfterFlushAsync(DisconnectReason.ClosedLocally, Deadlines.Default).WithDeadline();

        await heard.WithDeadline();
        _joining.Events.Told.ShouldContain("stats#1 said goodbye");
    }

    [Fact]
    public async Task HeardAll_OfALinkThatAChildHoldsOpen_EndsAfterASecond()
    {
        await _joining.JoinAsync("stats#1");

        var heard = _joining.Desk.HeardAllAsync(Stats1);
        _joining.Time.Advance(TimeSpan.FromSeconds(0.9));
        heard.IsCompleted.ShouldBeFalse();
        _joining.Time.Advance(TimeSpan.FromSeconds(0.1));

        await heard.WithDeadline();
    }

    [Fact]
    public void HeardAll_OfAWorkerWithoutALink_EndsAtOnce() => _joining.Desk.HeardAllAsync(Stats1).IsCompleted.ShouldBeTrue();

    private static ReadOnlySpan<byte> Payload(Action<IBufferWriter<byte>> write)
    {
        var payload = new ArrayBufferWriter<byte>();
        write(payload);
        return payload.WrittenSpan;
    }
}
