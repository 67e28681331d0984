using Fleet.Admiral.Links;
using Fleet.Admiral.Routing;
using Fleet.Planning.Liveness;
using Fleet.Planning.Specs;
using Fleet.Protocol.Messages;
using Fleet.TestKit.Logging;
using Fleet.TestKit.Time;

namespace Fleet.Admiral.Tests.Links;

public sealed class LinkWatchTests : IAsyncDisposable
{
    private readonly JoiningUnderTest _joining = new();
    private readonly RecordedLog<LinkWatch> _log = new();
    private readonly LinkWatch _watch;

    public LinkWatchTests() => _watch = new LinkWatch(_joining.Desk, _joining.Events, new LivenessSpec(), _joining.Time, _log);

    public ValueTask DisposeAsync() => _joining.DisposeAsync();

    [Fact]
    public async Task Worker_SilentForMoreThanItsLimit_IsTold()
    {
        await _joining.JoinAsync("stats#1");

        Pass(15);
        _joining.Events.Told.ShouldBe(["stats#1 Joined"]);
        Pass(1);

        _joining.Events.Told.ShouldBe(["stats#1 Joined", "stats#1 Unresponsive: it gave no sign of life for 16 s (FLEET4201)"]);
    }

    [Fact]
    public async Task Heartbeat_BeginsTheSilenceAnew()
    {
        var worker = await _joining.JoinAsync("stats#1");
        Pass(14);

        await BeatAsync(worker);
        Pass(15);

        _joining.Events.Told.ShouldBe(["stats#1 Joined", "stats#1 Ready"]);
    }

    [Fact]
    public async Task Admiral_ThatStoodStillItself_BlamesNobody()
    {
        await _joining.JoinAsync("stats#1");
        Pass(5);

        _joining.Time.Advance(TimeSpan.FromMinutes(10));
        _watch.Look();
        Pass(15);
        _joining.Events.Told.ShouldBe(["stats#1 Joined"]);
        Pass(1);

        _joining.Events.Told[^1].ShouldBe("stats#1 Unresponsive: it gave no sign of life for 16 s (FLEET4201)");
    }

    [Fact]
    public async Task Worker_ThatBeatsAndDoesNotGetOn_IsToldOnceForEachChange()
    {
        var worker = await _joining.JoinAsync("stats#1");

        await BeatAsync(worker, pool: 4_000);
        Pass(1);
        worker.Link.Pace.ShouldBe(WorkerPace.Keeping);
        await BeatAsync(worker, dispatch: 6_000);
        Pass(2);
        worker.Link.Pace.ShouldBe(WorkerPace.Behind);
        await BeatAsync(worker, dispatch: 61_000);
        Pass(2);
        worker.Link.Pace.ShouldBe(WorkerPace.Stuck);
        await BeatAsync(worker);
        Pass(2);
        worker.Link.Pace.ShouldBe(WorkerPace.Keeping);

        _joining.Events.Told.Where(text => !text.EndsWith("Ready", StringComparison.Ordinal)).ShouldBe(
        [
            "stats#1 Joined",
            "stats#1 Behind: messages have waited for its handlers for 6 s (FLEET4202)",
            "stats#1 Stuck: messages have waited for its handlers for 61 s (FLEET4202)",
            "stats#1 Behind: no longer",
            "stats#1 Stuck: no longer",
        ]);
        _log.Texts.ShouldBe(["stats#1 does not keep up and gets no new commands: messages have waited for its handlers for 6 s (FLEET4202)", "stats#1 keeps up again"]);
    }

    [Fact]
    public async Task Worker_ThatIsNotReady_IsLeftToTheDeadlineOfItsStart()
    {
        var worker = await _joining.JoinAsync("stats#1");
        worker.Send(new Heartbeat(121_000, 0, 0).Write);
        worker.Send(MessageKind.Activated);
        await _joining.Events.ToldAsync("stats#1 Activated");

        Pass(1);

        worker.Link.Pace.ShouldBe(WorkerPace.Keeping);
        await BeatAsync(worker, pool: 121_000);
        Pass(1);
        worker.Link.Pace.ShouldBe(WorkerPace.Hung);
    }

    [Fact]
    public async Task Worker_ThatBeatsAndDoesNothingElse_IsToldHung()
    {
        var worker = await _joining.JoinAsync("stats#1");

        await BeatAsync(worker, pool: 121_000);
        Pass(1);

        worker.Link.Pace.ShouldBe(WorkerPace.Hung);
        _joining.Events.Told[^1].ShouldBe("stats#1 Unresponsive: work has waited in its thread pool for 121 s (FLEET4202)");
    }

    [Fact]
    public async Task Command_ThatNobodyWaitsForAnyMore_IsForgotten()
    {
        var worker = await _joining.JoinAsync("stats#1");
        var expiry = _joining.Time.GetTimestamp() + _joining.Time.TimestampFrequency;
        worker.Link.InFlight.TryAdd(new Asker(worker.Link, 1, null), expiry, out _).ShouldBe(InFlightStatus.Added);

        _watch.Look();
        worker.Link.InFlight.Count.ShouldBe(1);
        _joining.Time.Advance(TimeSpan.FromSeconds(1));
        _watch.Look();

        worker.Link.InFlight.Count.ShouldBe(0);
    }

    [Fact]
    public async Task Watch_LooksByItself_UntilItIsToldToStop()
    {
        await _joining.JoinAsync("stats#1");
        using var stop = new CancellationTokenSource();
        Pass(15);
        var armed = _joining.Time.ArmedTimers;
        var watching = _watch.RunAsync(stop.Token);
        await _joining.Time.TimerArmedAsync(armed + 1).WithDeadline();

        _joining.Time.Advance(TimeSpan.FromSeconds(1));
        await _joining.Events.ToldAsync("stats#1 Unresponsive");
        await stop.CancelAsync();

        await watching.WithDeadline();
    }

    /// <summary>Lets time pass, looking once a second as the watch does twice.</summary>
    private void Pass(int seconds)
    {
        for (var i = 0; i < seconds; i++)
        {
            _joining.Time.Advance(TimeSpan.FromSeconds(1));
            _watch.Look();
        }
    }

    private async Task BeatAsync(LinkedWorker worker, long pool = 0, long dispatch = 0)
    {
        var told = _joining.Events.Count(Fleet.Planning.Supervision.WorkerSignal.Ready);
        worker.Send(new Heartbeat(pool, dispatch, 0).Write);
        // Behind it on the same link: when this is told, the beat was read.
        worker.Send(MessageKind.Ready);
        await Until.TrueAsync(() => _joining.Events.Count(Fleet.Planning.Supervision.WorkerSignal.Ready) > told);
    }
}
