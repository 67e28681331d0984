using Fleet.Protocol.Connections;
using Fleet.Protocol.MessagePack;
using Fleet.Protocol.Messages;
using Fleet.TestKit.Time;
using Fleet.Worker.Telemetry;
using Fleet.Worker.Tests.Messaging;

namespace Fleet.Worker.Tests.Telemetry;

public sealed class HeartbeatThreadTests : IDisposable
{
    private readonly MessagingUnderTest _worker = new();
    private readonly HeartbeatThread _heartbeat;

    public HeartbeatThreadTests()
    {
        _heartbeat = Heartbeat(_worker.Time);
    }

    public void Dispose() => _heartbeat.Dispose();

    [Fact]
    public async Task Thread_Started_SendsABeatOnTheControlLane_AndFlushes()
    {
        _worker.InHand.Begin();

        _heartbeat.Start();
        await _worker.Link.FramesAsync(1);

        Beats().ShouldHaveSingleItem().InHand.ShouldBe(1);
        _worker.Link.Lanes[0].ShouldBe(SendLane.Control);
        await Until.TrueAsync(() => _worker.Link.Flushes > 0);
    }

    [Fact]
    public async Task Thread_Started_BeatsAgainASecondLater()
    {
        _heartbeat.Start();

        // The one test at the pace of the real clock: ten looks to a beat.
        await _worker.Link.FramesAsync(2);

        _worker.Link.Flushes.ShouldBeGreaterThanOrEqualTo(10);
    }

    [Fact]
    public void Looks_TenToABeat_EachFlushes()
    {
        for (var tick = 0; tick < 21; tick++)
        {
            _heartbeat.Look(tick);
            Beats().Count.ShouldBe((tick / 10) + 1);
            _worker.Link.Flushes.ShouldBe(tick + 1);
        }
    }

    [Fact]
    public void Beat_ThatTheLinkRefuses_IsLeftOut()
    {
        _worker.Link.Answer = _ => SendStatus.Full;
        _heartbeat.Look(0);
        _worker.Link.Answer = _ => SendStatus.Queued;

        _heartbeat.Look(10);

        Beats().ShouldHaveSingleItem();
    }

    [Fact]
    public void Beat_WhileFramesWait_TellsForHowLong()
    {
        _worker.Link.DispatchDelay = TimeSpan.FromMilliseconds(1234);

        _heartbeat.Look(0);

        Beats().ShouldHaveSingleItem().DispatchDelayMilliseconds.ShouldBe(1234);
    }

    [Fact]
    public async Task Beat_WhileThePoolIsStuck_TellsForHowLong_AndForgetsItAfterwards()
    {
        using var time = new HeldOnThePool(_worker.Time);
        using var heartbeat = Heartbeat(time);
        await OwnThread.RunAsync(() => heartbeat.Look(0)).WithDeadline();

        _worker.Time.Advance(TimeSpan.FromMilliseconds(700));
        await OwnThread.RunAsync(() => heartbeat.Look(0)).WithDeadline();
        _worker.Time.Advance(TimeSpan.FromMilliseconds(700));
        await OwnThread.RunAsync(() => heartbeat.Look(0)).WithDeadline();

        Beats().Select(beat => beat.PoolDelayMilliseconds).ShouldBe([0, 700, 1400]);
        time.Release();
        await Until.TrueAsync(() =>
        {
            heartbeat.Look(0);
            return Beats()[^1].PoolDelayMilliseconds == 0;
        });
        Beats().Select(beat => beat.PoolDelayMilliseconds).ShouldAllBe(delay => delay == 0 || delay == 700 || delay == 1400);
    }

    [Fact]
    public async Task Command_PastItsDeadline_IsSwept()
    {
        var asked = _worker.Ipc.CommandAsync<Note>(Target.Service("stats"), new Note(""));
        _heartbeat.Look(0);
        asked.IsCompleted.ShouldBeFalse();
        _worker.Time.Advance(TimeSpan.FromSeconds(11));

        await Until.TrueAsync(() =>
        {
            _heartbeat.Look(1);
            return asked.IsCompleted;
        });

        (await Should.ThrowAsync<CommandException>(asked.WithDeadline())).Error.ShouldBe(CommandError.TimedOut);
    }

    [Fact]
    public async Task Command_PastItsDeadline_IsSweptThoughAnotherOnesCallerBlocks()
    {
        using var open = new ManualResetEventSlim();
        var blocked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var first = _worker.Ipc.CommandAsync<Note>(Target.Service("stats"), new Note("")).ContinueWith(
            _ =>
            {
                blocked.SetResult();
                open.Wait();
            },
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
        _worker.Time.Advance(TimeSpan.FromSeconds(11));
        _heartbeat.Look(1);
        await blocked.Task.WithDeadline();
        var second = _worker.Ipc.CommandAsync<Note>(Target.Service("stats"), new Note(""));
        _worker.Time.Advance(TimeSpan.FromSeconds(11));

        _heartbeat.Look(2);

        (await Should.ThrowAsync<CommandException>(second.WithDeadline())).Error.ShouldBe(CommandError.TimedOut);
        first.IsCompleted.ShouldBeFalse();
        open.Set();
        await first.WithDeadline();
    }

    [Fact]
    public void Reader_IsLookedAfter_EverySecondTick()
    {
        for (var tick = 0; tick < 6; tick++) _heartbeat.Look(tick);

        _worker.Link.Looks.ShouldBe(3);
    }

    private HeartbeatThread Heartbeat(TimeProvider time) => new(_worker.Link, _worker.Calls, _worker.InHand, time);

    private List<Heartbeat> Beats()
    {
        var beats = new List<Heartbeat>();
        foreach (var frame in _worker.Link.Frames)
        {
            var reader = new MsgPackReader(frame);
            var (kind, fields) = MessageHeader.Read(ref reader);
            if (kind == MessageKind.Heartbeat) beats.Add(Protocol.Messages.Heartbeat.Read(ref reader, fields));
        }

        return beats;
    }

    /// <summary>A clock at which every thread of the pool stands until it is released: so a probe that the heartbeat sends through the pool is late.</summary>
    private sealed class HeldOnThePool(ManualTime time) : TimeProvider, IDisposable
    {
        private readonly ManualResetEventSlim _open = new();

        public override long TimestampFrequency => time.TimestampFrequency;

        public override long GetTimestamp()
        {
            if (Thread.CurrentThread.IsThreadPoolThread) _open.Wait();
            return time.GetTimestamp();
        }

        public void Release() => _open.Set();

        public void Dispose() => _open.Set();
    }
}
