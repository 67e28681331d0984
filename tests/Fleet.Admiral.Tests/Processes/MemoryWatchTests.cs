using Fleet.Admiral.Processes;
using Fleet.Planning.Events;
using Fleet.Planning.Specs;
using Fleet.TestKit.Time;

namespace Fleet.Admiral.Tests.Processes;

public sealed class MemoryWatchTests : IDisposable
{
    private const long MiB = 1024 * 1024;
    private static readonly WorkerName Stats1 = WorkerName.Parse("stats#1");

    private readonly WorkerBook _book = new();
    private readonly FakeProcess _process = new(77);
    private readonly List<string> _told = [];
    private readonly ManualTime _time = new();
    private readonly MemoryWatch _watch;
    private long _memory;

    public MemoryWatchTests()
    {
        var spec = new FleetSpec
        {
            Slots =
            [
                new SlotSpec(SlotName.Service("stats"), false, WorkAssignment.None) { MemoryLimit = 256 * MiB },
                new SlotSpec(SlotName.Service("other"), false, WorkAssignment.None),
            ],
        };
        _watch = new MemoryWatch(spec, _book, Tell, _time) { Read = _ => _memory };
        _book.Open(Stats1).Process = _process;
    }

    public void Dispose() => _process.Dispose();

    [Fact]
    public void Worker_AboveItsLimitForThreeSamples_IsToldOnce_AndWhenItIsWellAgain()
    {
        Look(300, 300);
        _told.ShouldBeEmpty();
        Look(300, 300, 300);
        _told.ShouldBe(["stats#1 Bloated: it has 300 MiB, above its limit of 256 MiB (FLEET4203)"]);
        Look(200);
        _told[1..].ShouldBe(["stats#1 Bloated: no longer"]);
    }

    [Fact]
    public void Worker_FarAboveItsLimit_IsToldAtOnce()
    {
        Look(600);

        _told.ShouldContain("stats#1 Overgrown: it has 600 MiB, above the 512 MiB at which it is killed (FLEET4203)");
    }

    [Fact]
    public void Worker_OfASlotWithoutALimit_MayHaveWhatItLikes()
    {
        _book.Close(Stats1);
        _book.Open(WorkerName.Parse("other#1")).Process = _process;

        Look(100_000, 100_000, 100_000, 100_000);

        _told.ShouldBeEmpty();
    }

    [Fact]
    public void Worker_ThatFollowsABloatedOne_IsCountedAnew()
    {
        Look(300, 300);
        _book.Close(Stats1);
        _book.Open(WorkerName.Parse("stats#2")).Process = _process;

        Look(300);
        _told.ShouldBeEmpty();
    }

    [Fact]
    public async Task Watch_LooksByItself_UntilItIsToldToStop()
    {
        _memory = 600 * MiB;
        using var stop = new CancellationTokenSource();
        var watching = _watch.RunAsync(TimeSpan.FromSeconds(5), stop.Token);
        await _time.TimerArmedAsync();

        _time.Advance(TimeSpan.FromSeconds(5));
        await Until.TrueAsync(() => _told.Count > 0);
        await stop.CancelAsync();

        await watching.WithDeadline();
    }

    private void Look(params int[] samples)
    {
        foreach (var sample in samples)
        {
            _memory = sample * MiB;
            _watch.Look();
        }
    }

    private void Tell(FleetEvent told) => _told.Add(told switch
    {
        WorkerExamined examined => $"{examined.Worker} {examined.Ailment}: {examined.Why ?? "no longer"}",
        WorkerSignalled signalled => $"{signalled.Worker} {signalled.Signal}: {signalled.Detail}",
        _ => told.ToString(),
    });
}
