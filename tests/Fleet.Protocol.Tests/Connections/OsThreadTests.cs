using Fleet.Protocol.Connections;

namespace Fleet.Protocol.Tests.Connections;

public class OsThreadTests
{
    [Fact]
    public void Thread_ThatWaits_IsSeenWaiting()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux tells what a thread is doing.");
        using var started = new ManualResetEventSlim();
        using var end = new ManualResetEventSlim();
        OsThread? thread = null;
        var waiting = new Thread(() =>
        {
            thread = OsThread.Current;
            started.Set();
            end.Wait();
        });
        waiting.Start();
        started.Wait();
        SpinWait.SpinUntil(() => thread!.Look() is { IsWaiting: true }, TimeSpan.FromSeconds(30)).ShouldBeTrue();
        end.Set();
        waiting.Join();
    }

    [Fact]
    public void Thread_ThatComputes_IsSeenRunning_AndUsesProcessorTime()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux tells what a thread is doing.");
        var thread = OsThread.Current!;
        var before = thread.Look()!.Value;
        before.IsWaiting.ShouldBeFalse();
        SpinWait.SpinUntil(() => thread.Look()!.Value.CpuTicks > before.CpuTicks, TimeSpan.FromSeconds(30)).ShouldBeTrue();
    }
}
