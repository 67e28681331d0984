using Fleet.Admiral.Processes;

namespace Fleet.Admiral.Tests.Processes;

public class WorkerBookTests
{
    private static readonly WorkerName Worker = WorkerName.Parse("stats#1");

    private readonly WorkerBook _book = new();

    [Fact]
    public void Page_IsFound_FromTheLaunchToTheEnd()
    {
        _book.Find(Worker).ShouldBeNull();

        var page = _book.Open(Worker);
        _book.Find(Worker).ShouldBeSameAs(page);
        _book.Close(Worker);

        _book.Find(Worker).ShouldBeNull();
    }

    [Fact]
    public void Processes_AreThoseThatRun()
    {
        using var process = new FakeProcess(7);
        var page = _book.Open(Worker);
        _book.Open(WorkerName.Parse("stats#2"));
        _book.Processes.ShouldBeEmpty();

        page.Process = process;

        _book.Processes.ShouldBe([process]);
    }

    [Fact]
    public void Close_LetsTheProcessGo_AndIsHarmlessTwice()
    {
        using var process = new FakeProcess(7);
        _book.Open(Worker).Process = process;

        _book.Close(Worker);
        _book.Close(Worker);

        process.IsDisposed.ShouldBeTrue();
        _book.Processes.ShouldBeEmpty();
    }
}
