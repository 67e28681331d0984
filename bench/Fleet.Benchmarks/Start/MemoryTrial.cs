namespace Fleet.Benchmarks.Start;

/// <summary>The memory of some workers together: idle after their start, and idle after work.</summary>
internal static class MemoryTrial
{
    private const int CommandsPerWorker = 150_000;
    private static readonly TimeSpan IdleAfterStart = TimeSpan.FromSeconds(2.5);
    private static readonly TimeSpan IdleAfterWork = TimeSpan.FromSeconds(1.5);

    /// <summary>Means over the workers.</summary>
    public static (MemoryOfProcess Started, MemoryOfProcess Worked) Run(StartVariant variant, int workers)
    {
        List<StartedWorker> all = [.. Enumerable.Range(0, workers).Select(number => new StartedWorker(variant, number))];
        try
        {
            all.ForEach(one => one.AwaitReady());
            Thread.Sleep(IdleAfterStart);
            MemoryOfProcess started = Mean(all);
            all.ForEach(one => one.BeginWork(CommandsPerWorker));
            all.ForEach(one => one.AwaitWorked());
            Thread.Sleep(IdleAfterWork);
            return (started, Mean(all));
        }
        finally
        {
            all.ForEach(one => one.Dispose());
        }
    }

    private static MemoryOfProcess Mean(List<StartedWorker> workers)
    {
        List<MemoryOfProcess> all = [.. workers.Select(one => MemoryOfProcess.Read(one.ProcessId))];
        return new MemoryOfProcess(all.Average(one => one.Resident), all.Average(one => one.Proportional), all.Average(one => one.PrivateDirty));
    }
}
