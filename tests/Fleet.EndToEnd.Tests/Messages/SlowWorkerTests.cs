using System.Diagnostics;
using Fleet.EndToEnd.Tests.Probes;
using Fleet.TestKit.Processes;

namespace Fleet.EndToEnd.Tests.Messages;

/// <summary>P5: every queue is bounded; a slow peer costs only itself; every drop is counted and told.</summary>
public sealed class SlowWorkerTests
{
    private const int Events = 40_000;
    private const int EventBytes = 4096;

    [Fact]
    [Trait("Scenario", "14")]
    public async Task Flood_ToAStoppedWorker_CostsOnlyItAndIsTold()
    {
        await using var fleet = await FleetProcess.StartAsync(ProbeFleet.File(0, "sender", "slow", "other"), "sender", "slow", "other");
        var slow = await fleet.PsAsync("slow");
        var before = ProcessTable.MemoryOf(fleet.Pid);
        await ProcessTable.StopAsync(slow.Pid);
        try
        {
            var flood = fleet.TellAsync("sender#1", $"flood slow {Events} {EventBytes}");
            var begun = Stopwatch.GetTimestamp();
            (await fleet.TellAsync("other#1", "ask sender 1")).ShouldBe("value 1 by sender#1");
            (await fleet.TellAsync("sender#1", "ask other 2")).ShouldBe("value 2 by other#1");
            TestContext.Current.TestOutputHelper!.WriteLine($"two commands in {Stopwatch.GetElapsedTime(begun).TotalMilliseconds:0} ms during the flood");
            (await flood).ShouldBe($"{Events} sent, 0 refused");
            // 160 MB were sent; what waits for one link is bounded far below.
            var grown = ProcessTable.MemoryOf(fleet.Pid) - before;
            TestContext.Current.TestOutputHelper!.WriteLine($"the Admiral has grown by {grown >> 20} MiB");
            grown.ShouldBeLessThan(100L << 20);
        }
        finally
        {
            ProcessTable.Send(slow.Pid, ProcessTable.Continue);
        }

        (await fleet.TellAsync("other#1", "ask slow 3")).ShouldBe("value 3 by slow#1");
        await fleet.TellAsync("sender#1", "flood slow 1 1");
        var told = await fleet.Log.WaitForLineAsync(line => line.Contains(" slow#1 ", StringComparison.Ordinal) && line.Contains("events for this worker were dropped", StringComparison.Ordinal), "the drops are told");
        TestContext.Current.TestOutputHelper!.WriteLine(told);
        (await fleet.PsAsync("slow")).Pid.ShouldBe(slow.Pid);
    }
}
