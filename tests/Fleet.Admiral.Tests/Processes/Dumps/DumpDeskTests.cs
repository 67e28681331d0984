using Fleet.Admiral.Options;
using Fleet.Admiral.Processes.Dumps;
using Fleet.TestKit.Logging;
using Fleet.TestKit.Time;

namespace Fleet.Admiral.Tests.Processes.Dumps;

public sealed class DumpDeskTests : IDisposable
{
    private static readonly WorkerName Stats1 = WorkerName.Parse("stats#1");
    private static readonly WorkerName Stats2 = WorkerName.Parse("stats#2");

    private readonly TempFolder _folder = new();
    private readonly FakeDumpWriter _writer = new();
    private readonly ManualTime _time = new();
    private readonly RecordedLog<DumpDesk> _log = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Dump_ThatNobodyWants_IsNotWritten()
    {
        var desk = new DumpDesk(new DumpOptions(), _writer, _time, _log);

        desk.LeaveAsync(Stats1, 7).IsCompleted.ShouldBeTrue();

        _writer.Asked.ShouldBeEmpty();
        _log.Texts.ShouldBeEmpty();
    }

    [Fact]
    public async Task Dump_IsWrittenOnce_IntoAFolderOfItsOwner_AndTold()
    {
        var desk = Desk();

        await desk.LeaveAsync(Stats1, 7).WithDeadline();
        await desk.LeaveAsync(Stats1, 7).WithDeadline();

        _writer.Asked.ShouldBe([7]);
        Dumps().ShouldBe(["stats.1-20260101T000000Z.fleet.dmp"]);
        File.GetUnixFileMode(_folder["dumps"]).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        _log.Texts.ShouldHaveSingleItem().ShouldStartWith($"stats#1 hangs and left a dump: {_folder["dumps"]}/stats.1-20260101T000000Z.fleet.dmp (");
    }

    [Fact]
    public void Dump_OfAStoppedProcess_IsNotWaitedFor()
    {
        _writer.Stopped = true;

        Desk().LeaveAsync(Stats1, 7).IsCompleted.ShouldBeTrue();

        _writer.Asked.ShouldBeEmpty();
        _log.Texts.ShouldBe(["stats#1 hangs and leaves no dump: its process was stopped from outside (SIGSTOP) and cannot write one"]);
    }

    [Fact]
    public async Task Dump_ThatIsNotWrittenInTime_IsGivenUp()
    {
        var armed = _time.TimerArmedAsync();
        _writer.Result = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously).Task;
        var dump = Desk().LeaveAsync(Stats1, 7);
        await armed.WithDeadline();
        await _writer.Begun.WithDeadline();
        dump.IsCompleted.ShouldBeFalse();

        _time.Advance(TimeSpan.FromSeconds(10));
        await dump.WithDeadline();

        _log.Texts.ShouldBe(["stats#1 hangs and leaves no dump: it was not written within 10 s"]);
    }

    [Fact]
    public async Task Dump_ThatCannotBeWritten_IsToldAndNothingElse()
    {
        _writer.Result = Task.FromException(new IOException("no socket"));

        await Desk().LeaveAsync(Stats1, 7).WithDeadline();

        _log.Texts.ShouldBe(["stats#1 hangs and leaves no dump: no socket"]);
    }

    [Fact]
    public async Task Dump_WhileAnotherIsWritten_IsLeftOut()
    {
        var first = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _writer.Result = first.Task;
        var desk = Desk();
        var dump = desk.LeaveAsync(Stats1, 7);

        desk.LeaveAsync(Stats2, 8).IsCompleted.ShouldBeTrue();
        first.SetResult();
        await dump.WithDeadline();

        _writer.Asked.ShouldBe([7]);
        _log.Texts[0].ShouldBe("stats#2 hangs and leaves no dump: another worker's is being written");
        desk.Forget(Stats2);
        await desk.LeaveAsync(Stats2, 8).WithDeadline();
        _writer.Asked.ShouldBe([7, 8]);
    }

    [Fact]
    public async Task Dumps_MoreThanAreKept_TheOldestGo_AndNothingElse()
    {
        _folder.Write("dumps/precious.dmp", "mine");
        _folder.Write("dumps/old.fleet.dmp.part", "broken off");
        var desk = Desk(keep: 2);
        for (var i = 1; i <= 4; i++)
        {
            await desk.LeaveAsync(WorkerName.Parse($"stats#{i}"), i).WithDeadline();
            File.SetLastWriteTimeUtc(Directory.GetFiles(_folder["dumps"], $"stats.{i}-*").Single(), new DateTime(2020, 1, i, 0, 0, 0, DateTimeKind.Utc));
        }

        Dumps().ShouldBe(["precious.dmp", "stats.3-20260101T000000Z.fleet.dmp", "stats.4-20260101T000000Z.fleet.dmp"]);
    }

    private DumpDesk Desk(int keep = 5) => new(new DumpOptions { Directory = _folder["dumps"], Keep = keep }, _writer, _time, _log);

    private string[] Dumps() => [.. Directory.GetFiles(_folder["dumps"]).Select(Path.GetFileName).Order(StringComparer.Ordinal)!];
}
