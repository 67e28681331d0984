using System.Globalization;
using Fleet.Benchmarks.Relay;

namespace Fleet.Benchmarks.Start;

/// <summary>
/// Measures what a worker costs: the time from its process's start to "ready", and its memory, by build (compiled ahead or not) and by settings of the runtime.
/// The first build given of each is compared with the others; settings are tried with the last of each. Every round runs every variant once.
/// <code>start [--rounds 10] [--worker NAME=program]... [--bot NAME=dll]... [--only start|memory]</code>
/// </summary>
internal static class StartBenchmark
{
    private static readonly int[] WorkerCounts = [1, 4, 16];

    public static int Run(string[] args)
    {
        int rounds = int.Parse(RelayBenchmark.Option(args, "--rounds") ?? "10", CultureInfo.InvariantCulture);
        string? only = RelayBenchmark.Option(args, "--only");
        List<NamedPath> workers = NamedPath.All(args, "--worker", new NamedPath("JIT", BuildOutput.Find("src/Fleet.Worker", "Fleet.Worker")));
        List<NamedPath> bots = NamedPath.All(args, "--bot", new NamedPath("JIT", BuildOutput.Find("bench/Fleet.Benchmarks.Bot", "Fleet.Benchmarks.Bot.dll")));
        var plain = new StartVariant("defaults", workers[^1].Path, bots[^1].Path);
        if (only is null or "start")
        {
            IEnumerable<StartVariant> builds = workers.SelectMany(worker => bots.Select(bot => new StartVariant($"worker {worker.Name}, bot {bot.Name}", worker.Path, bot.Path)));
            MeasureStart([.. builds, .. StartVariant.ForStart.Select(setting => With(plain, setting))], rounds);
        }

        if (only is null or "memory")
            MeasureMemory([plain, .. StartVariant.ForMemory.Select(setting => With(plain, setting))], Math.Max(1, rounds / 4));
        return 0;
    }

    private static StartVariant With(StartVariant plain, string setting) => plain with { Name = setting, Settings = [setting] };

    private static void MeasureStart(List<StartVariant> variants, int rounds)
    {
        var starts = variants.ToDictionary(one => one, _ => new List<(double Hello, double Ready, double Cpu)>());
        // The first round warms the page cache.
        for (int round = 0; round <= rounds; round++)
        {
            foreach (StartVariant variant in variants)
            {
                QuietMachine.Await();
                using var worker = new StartedWorker(variant, 0);
                worker.AwaitReady();
                if (round > 0)
                    starts[variant].Add((worker.ToHello.TotalMilliseconds, worker.ToReady.TotalMilliseconds, worker.Cpu.TotalMilliseconds));
            }

            Console.Error.WriteLine($"start: round {round} of {rounds}");
        }

        Console.WriteLine("| start | → hello ms | → ready ms: median [range] | CPU ms |");
        Console.WriteLine("|---|--:|--:|--:|");
        foreach ((StartVariant variant, List<(double Hello, double Ready, double Cpu)> list) in starts)
        {
            double[] ready = [.. list.Select(one => one.Ready).Order()];
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {variant.Name} | {Median(list.Select(one => one.Hello)):F1} | {Median(ready):F1} [{ready[0]:F1}–{ready[^1]:F1}] | {Median(list.Select(one => one.Cpu)):F0} |"));
        }
    }

    private static void MeasureMemory(List<StartVariant> variants, int rounds)
    {
        var trials = variants.SelectMany(_ => WorkerCounts, (variant, workers) => (variant, workers)).ToDictionary(one => one, _ => new List<(MemoryOfProcess Started, MemoryOfProcess Worked)>());
        for (int round = 1; round <= rounds; round++)
        {
            foreach ((StartVariant variant, int workers) in trials.Keys)
                trials[(variant, workers)].Add(MemoryTrial.Run(variant, workers));
            Console.Error.WriteLine($"memory: round {round} of {rounds}");
        }

        Console.WriteLine("| memory of a worker, MB | workers | RSS | PSS | private dirty | after work: RSS | PSS | private dirty |");
        Console.WriteLine("|---|--:|--:|--:|--:|--:|--:|--:|");
        foreach (((StartVariant variant, int workers), List<(MemoryOfProcess Started, MemoryOfProcess Worked)> list) in trials)
            Console.WriteLine($"| {variant.Name} | {workers} | {Text(list.Select(one => one.Started))} | {Text(list.Select(one => one.Worked))} |");
    }

    private static string Text(IEnumerable<MemoryOfProcess> list) => string.Create(
        CultureInfo.InvariantCulture, $"{Median(list.Select(one => one.Resident)):F1} | {Median(list.Select(one => one.Proportional)):F1} | {Median(list.Select(one => one.PrivateDirty)):F1}");

    private static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
