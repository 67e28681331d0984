using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Fleet.Protocol.Payloads;

namespace Fleet.Benchmarks.Codec;

/// <summary>The first write and read of a command in a process that has done nothing else yet: what a worker pays at its start.</summary>
internal static class FirstUse
{
    private const int Processes = 9;
    private const string Json = "json";
    private const string Fleet = "fleet";

    public static int Run()
    {
        var milliseconds = new Dictionary<string, List<Elapsed>> { [Json] = [], [Fleet] = [] };
        for (int i = 0; i < Processes; i++)
        {
            foreach ((string codec, List<Elapsed> times) in milliseconds)
            {
                times.Add(Spawn("codec-first", codec));
            }
        }

        Console.WriteLine("first write and read of a command in a fresh process");
        foreach ((string codec, List<Elapsed> times) in milliseconds)
        {
            double wall = Harness.Median(times.Select(time => time.Wall));
            double processor = Harness.Median(times.Select(time => time.Processor));
            Console.WriteLine($"  {codec,-28} {wall,9:F1} ms, of processor time {processor:F1} ms  {processor / Harness.Median(milliseconds[Json].Select(time => time.Processor)),5:F2}");
        }

        return 0;
    }

    public static int Child(string codec)
    {
        // Before the clock starts: making the samples is not what is measured.
        Cmd expected = Samples.Cmd;
        return Time(() => Equals(codec == Json ? ByJson() : ByFleet(), expected));
    }

    /// <summary>Times what a child process is for, and tells the parent.</summary>
    public static int Time(Func<bool> run)
    {
        TimeSpan processor = Environment.CpuUsage.TotalTime;
        long start = Stopwatch.GetTimestamp();
        bool isRight = run();
        double elapsed = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{elapsed} {(Environment.CpuUsage.TotalTime - processor).TotalMilliseconds}"));
        return isRight ? 0 : 1;
    }

    private static Cmd? ByJson()
    {
        byte[] bytes = JsonSerializer.SerializeToUtf8Bytes(Samples.Cmd, JsonMessages.Default.Cmd);
        return JsonSerializer.Deserialize(bytes, JsonMessages.Default.Cmd);
    }

    private static Cmd? ByFleet()
    {
        var serializer = new ContractlessPayloadSerializer();
        var output = new ArrayBufferWriter<byte>();
        serializer.Serialize(Samples.Cmd, output);
        return serializer.Deserialize<Cmd>(output.WrittenSpan);
    }

    /// <summary>Runs this program with other arguments; it answers with two figures.</summary>
    public static Elapsed Spawn(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, [.. Host(), .. arguments]) { RedirectStandardOutput = true })!;
        string answer = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"The process of {string.Join(' ', arguments)} failed.");
        }

        string[] figures = answer.Split(' ');
        return new Elapsed(double.Parse(figures[0], CultureInfo.InvariantCulture), double.Parse(figures[1], CultureInfo.InvariantCulture));
    }

    /// <summary>The program's own DLL, where it was started by the dotnet host.</summary>
    private static string[] Host() => Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? [Environment.GetCommandLineArgs()[0]] : [];

    /// <summary>Milliseconds; those of the processor tell more where other programs run beside.</summary>
    internal sealed record Elapsed(double Wall, double Processor);
}
