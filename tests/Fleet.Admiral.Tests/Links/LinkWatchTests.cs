using Fleet.Admiral.Links;
using Fleet.Admiral.Routing;
using Fleet.Protocol.Messages;
using Fleet.TestKit.Time;

namespace Fleet.Admiral.Tests.Links;

public sealed class LinkWatchTests : IAsyncDisposable
{
    private readonly JoiningUnderTest _joining = new();
    private readonly LinkWatch _watch;

    public LinkWatchTests() => _watch = new LinkWatch(_joining.Desk, _joining.Events, _joining.Time);

    public ValueTask DisposeAsync() => _joining.DisposeAsync();

    [Fact]
    public async Task Worker_SilentForMoreThanTenSeconds_IsTold()
    {
        await _joining.JoinAsync("stats#1");

        _joining.Time.Advance(TimeSpan.FromSeconds(10));
        _watch.Look();
        _joining.Events.Told.ShouldBe(["stats#1 Joined"]);
        _joining.Time.Advance(TimeSpan.FromSeconds(1));
        _watch.Look();

        _joining.Events.Told.ShouldBe(["stats#1 Joined", "stats#1 Unresponsive: it gave no sign of life for 11 s"]);
    }

    [Fact]
    public async Task Heartbeat_BeginsTheSilenceAnew()
    {
        var worker = await _joining.JoinAsync("stats#1");
        _joining.Time.Advance(TimeSpan.FromSeconds(9));

        worker.Send(new Heartbeat(0, 0, 0).Write);
        worker.Send(MessageKind.Ready);
        await _joining.Events.ToldAsync("stats#1 Ready");
        _joining.Time.Advance(TimeSpan.FromSeconds(10));
        _watch.Look();

        _joining.Events.Told.ShouldBe(["stats#1 Joined", "stats#1 Ready"]);
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
    public async Task Watch_LooksOnceASecond_UntilItIsToldToStop()
    {
        await _joining.JoinAsync("stats#1");
        using var stop = new CancellationTokenSource();
        _joining.Time.Advance(LinkWatch.SilenceLimit);
        var armed = _joining.Time.ArmedTimers;
        var watching = _watch.RunAsync(stop.Token);
        await _joining.Time.TimerArmedAsync(armed + 1).WithDeadline();

        _joining.Time.Advance(TimeSpan.FromSeconds(1));
        await _joining.Events.ToldAsync("stats#1 Unresponsive");
        await stop.CancelAsync();

        await watching.WithDeadline();
    }
}
