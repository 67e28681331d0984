using Fleet.Planning.Supervision;
using Fleet.Protocol.Connections;
using Fleet.Protocol.Framing;
using Fleet.Protocol.Handshake;
using Fleet.Protocol.Messages;
using Fleet.TestKit.Time;

namespace Fleet.Admiral.Tests.Links;

/// <summary>Who is let in.</summary>
public sealed class LinkDeskJoiningTests : IAsyncDisposable
{
    private readonly JoiningUnderTest _joining = new();

    private static PeerCredentials Own => new(Environment.ProcessId, UnixOwner.Mine, 0);

    public ValueTask DisposeAsync() => _joining.DisposeAsync();

    [Fact]
    public async Task Hello_AfterTheLaunch_IsWelcomed()
    {
        var token = _joining.Expect("stats#1");
        _joining.Launched("stats#1");
        var worker = await _joining.ConnectAsync();
        _joining.Desk.HalfOpen.ShouldBe(1);

        worker.SendHello("stats#1", token);

        (await worker.ReceivedAsync(1)).ShouldBe(["welcome stats#1"]);
        _joining.Desk.Find(WorkerName.Parse("stats#1")).ShouldBe(worker.Link);
        _joining.Desk.Links.ShouldBe([worker.Link]);
        _joining.Desk.HalfOpen.ShouldBe(0);
        await _joining.Events.ToldAsync("stats#1 Joined");
    }

    [Fact]
    public async Task Hello_BeforeTheLaunchHasReturned_IsWelcomedThen()
    {
        var worker = await _joining.WaitForLaunchAsync("stats#1", _joining.Expect("stats#1"));
        worker.Received.Frames.ShouldBeEmpty();
        _joining.Desk.Links.ShouldBeEmpty();

        _joining.Launched("stats#1");

        (await worker.ReceivedAsync(1)).ShouldBe(["welcome stats#1"]);
        _joining.Desk.Links.ShouldBe([worker.Link]);
    }

    [Fact]
    public async Task Welcome_LiftsTheHandshakesBound()
    {
        var worker = await _joining.JoinAsync("stats#1");

        worker.SendEvent(Target.Service("stats"), "note", new string('x', 2 * ProtocolLimits.HandshakeFrameBytes));
        worker.Send(MessageKind.Ready);

        await _joining.Events.ToldAsync("stats#1 Ready");
    }

    [Fact]
    public async Task Launch_ThatReturnsAndHello_InAnyOrder_JoinOnce()
    {
        for (var round = 1; round <= 30; round++)
        {
            var name = $"stats#{round}";
            var token = _joining.Expect(name);
            var worker = await _joining.ConnectAsync();

            var launched = OwnThread.RunAsync(() => _joining.Launched(name));
            worker.SendHello(name, token);

            (await worker.ReceivedAsync(1)).ShouldBe([$"welcome {name}"]);
            await launched.WithDeadline();
        }

        _joining.Events.Count(WorkerSignal.Joined).ShouldBe(30);
    }

    [Theory]
    [InlineData("stats#2", "its token is not the one of stats#2, or was used before")]
    [InlineData("cluster-9#1", "its token is not the one of cluster-9#1, or was used before")]
    public async Task Hello_OfAnotherWorker_IsRefused(string name, string why)
    {
        var token = _joining.Expect("stats#1");
        _joining.Expect("stats#2");
        var worker = await _joining.ConnectAsync();

        worker.SendHello(name, token);

        await ShouldBeRefusedAsync(worker, why);
    }

    [Fact]
    public async Task Hello_OfAnotherVersion_IsRefused_AndNamesBoth()
    {
        var worker = await _joining.ConnectAsync();

        worker.SendHello("stats#1", _joining.Expect("stats#1"), version: ProtocolVersion.Current + 1);

        await ShouldBeRefusedAsync(worker, $"stats#1 speaks version {ProtocolVersion.Current + 1} of the protocol, this Admiral {ProtocolVersion.Current}; both must come from one installation");
    }

    [Fact]
    public async Task Token_UsedASecondTime_IsRefused()
    {
        var token = _joining.Expect("stats#1");
        _joining.Launched("stats#1");
        var first = await _joining.ConnectAsync();
        first.SendHello("stats#1", token);
        await first.ReceivedAsync(1);
        var second = await _joining.ConnectAsync();

        second.SendHello("stats#1", token);

        await ShouldBeRefusedAsync(second, "its token is not the one of stats#1, or was used before");
        _joining.Desk.Links.ShouldBe([first.Link]);
    }

    [Fact]
    public async Task Token_UsedASecondTime_WhileTheFirstWaitsForItsLaunch_IsRefused()
    {
        var token = _joining.Expect("stats#1");
        var first = await _joining.WaitForLaunchAsync("stats#1", token);
        var second = await _joining.ConnectAsync();

        second.SendHello("stats#1", token);
        await ShouldBeRefusedAsync(second, "its token is not the one of stats#1, or was used before");
        _joining.Launched("stats#1");

        (await first.ReceivedAsync(1)).ShouldBe(["welcome stats#1"]);
        _joining.Desk.HalfOpen.ShouldBe(0);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Hello_FromAnotherProcess_IsRefused(bool launchedFirst)
    {
        var token = _joining.Expect("stats#1");
        var stranger = Own with { ProcessId = Own.ProcessId + 1 };
        if (launchedFirst) _joining.Launched("stats#1", Own.ProcessId);
        var worker = await _joining.WaitForLaunchAsync("stats#1", token, stranger);

        if (!launchedFirst) _joining.Launched("stats#1", Own.ProcessId);

        await ShouldBeRefusedAsync(worker, "stats#1 joined from another process than the one that was launched");
    }

    [Fact]
    public async Task Hello_FromAnotherUser_IsRefused()
    {
        var token = _joining.Expect("stats#1");
        _joining.Launched("stats#1", Own.ProcessId);
        var worker = await _joining.ConnectAsync(Own with { UserId = Own.UserId + 1 });

        worker.SendHello("stats#1", token);

        await ShouldBeRefusedAsync(worker, "stats#1 joined from another process than the one that was launched");
    }

    [Fact]
    public async Task Hello_FromTheLaunchedProcess_IsWelcomed()
    {
        var token = _joining.Expect("stats#1");
        _joining.Launched("stats#1", Own.ProcessId);
        var worker = await _joining.ConnectAsync(Own);

        worker.SendHello("stats#1", token);

        (await worker.ReceivedAsync(1)).ShouldBe(["welcome stats#1"]);
    }

    [Fact]
    public async Task Link_LostWhileItsLaunchIsUnderWay_IsNotAdmittedAfterwards()
    {
        var worker = await _joining.WaitForLaunchAsync("stats#1", _joining.Expect("stats#1"));
        await worker.LoseAsync();

        _joining.Launched("stats#1");

        _joining.Desk.Links.ShouldBeEmpty();
        _joining.Events.Told.ShouldBeEmpty();
        _joining.Desk.HalfOpen.ShouldBe(0);
    }

    [Fact]
    public async Task Link_OverdueWhileItsLaunchIsUnderWay_IsNotAdmittedAfterwards()
    {
        var worker = await _joining.WaitForLaunchAsync("stats#1", _joining.Expect("stats#1"));

        _joining.Desk.Overdue(worker.Link);
        _joining.Launched("stats#1");

        (await worker.Link.Connection.Completion.WithDeadline()).ShouldBe(DisconnectReason.HandshakeTimedOut);
        _joining.Desk.Links.ShouldBeEmpty();
        _joining.Events.Told.ShouldBeEmpty();
    }

    [Fact]
    public async Task Link_LostJustAsItsLaunchReturns_IsEitherNotAdmitted_OrToldLost()
    {
        for (var round = 1; round <= 100; round++)
        {
            var name = $"stats#{round}";
            var worker = await _joining.WaitForLaunchAsync(name, _joining.Expect(name));
            using var together = new Barrier(2);

            var launched = OwnThread.RunAsync(() =>
            {
                together.SignalAndWait(Deadlines.Default);
                _joining.Launched(name);
            });
            together.SignalAndWait(Deadlines.Default);
            await worker.LoseAsync();
            await launched.WithDeadline();

            _joining.Desk.Links.ShouldBeEmpty($"round {round}");
            _joining.Events.Told.Count(t => t.StartsWith($"{name} ", StringComparison.Ordinal)).ShouldBeOneOf(0, 2);
        }
    }

    [Fact]
    public async Task Worker_ForgottenBeforeItJoined_IsRefused()
    {
        var token = _joining.Expect("stats#1");
        _joining.Desk.Forget(WorkerName.Parse("stats#1"));
        _joining.Launched("stats#1");
        var worker = await _joining.ConnectAsync();

        worker.SendHello("stats#1", token);

        await ShouldBeRefusedAsync(worker, "its token is not the one of stats#1, or was used before");
    }

    [Fact]
    public async Task Connection_ThatHasProvedItself_IsNeverOverdue()
    {
        var worker = await _joining.JoinAsync("stats#1");

        _joining.Desk.Overdue(worker.Link);
        worker.Send(MessageKind.Ready);

        await _joining.Events.ToldAsync("stats#1 Ready");
        _joining.Refusals.ShouldBeEmpty();
    }

    [Fact]
    public async Task FirstFrame_ThatIsNoHello_EndsTheConnection()
    {
        var worker = await _joining.ConnectAsync();

        worker.Send(MessageKind.Ready);

        (await worker.Link.Connection.Completion.WithDeadline()).ShouldBe(DisconnectReason.HandshakeRefused);
        _joining.Desk.HalfOpen.ShouldBe(0);
    }

    [Fact]
    public async Task FirstFrame_LargerThanAHandshakeIs_EndsTheConnection()
    {
        var worker = await _joining.ConnectAsync();

        worker.SendEvent(Target.Everyone, "note", new string('x', ProtocolLimits.HandshakeFrameBytes));

        (await worker.Link.Connection.Completion.WithDeadline()).ShouldBe(DisconnectReason.FrameTooLarge);
    }

    [Fact]
    public async Task Welcome_ThatDoesNotFitIntoAFrame_IsTold()
    {
        await using var joining = new JoiningUnderTest(ProtocolLimits.Default.WithMaxFrame(ProtocolLimits.HandshakeFrameBytes));
        var welcome = JoiningUnderTest.WelcomeOf("stats#1") with { Settings = new Dictionary<string, string?> { ["key"] = new('x', ProtocolLimits.HandshakeFrameBytes) } };
        var token = joining.Expect("stats#1", welcome);
        joining.Launched("stats#1");

        await joining.WaitForLaunchAsync("stats#1", token);

        joining.Refusals.ShouldHaveSingleItem().ShouldMatch("The settings and channels of stats#1 take \\d+ bytes and do not fit into one frame: raise ipc.maxMessage.");
    }

    private async Task ShouldBeRefusedAsync(LinkedWorker worker, string why)
    {
        (await worker.Link.Connection.Completion.WithDeadline()).ShouldBe(DisconnectReason.HandshakeRefused);
        _joining.Refusals.ShouldHaveSingleItem().ShouldBe($"A connection to the worker socket was refused: {why}.");
        worker.Received.Frames.ShouldBeEmpty();
    }
}
