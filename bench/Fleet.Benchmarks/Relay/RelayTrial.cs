using System.Diagnostics;
using System.Globalization;

namespace Fleet.Benchmarks.Relay;

/// <summary>One trial: starts the processes, lets the client measure, and reads everybody's CPU time around it.</summary>
internal static class RelayTrial
{
    public static RelayResult Run(RelayCase what, RelayTransport transport)
    {
        QuietMachine.Await();
        List<Process> processes = [];
        try
        {
            Process relay = Start("relay", what, transport, path: "");
            processes.Add(relay);
            string path = Line(relay);
            for (int i = 0; i < what.Services; i++)
                processes.Add(Start("service", what, transport, path));
            Expect(Line(relay), "services");
            Process client = Start("client", what, transport, path);
            processes.Add(client);

            Expect(Line(client), "begin");
            TimeSpan cpuBefore = Cpu(processes);
            long allocatedBefore = Allocated(relay);
            client.StandardInput.WriteLine("go");
            double[] measured = Numbers(Line(client));
            TimeSpan cpu = Cpu(processes) - cpuBefore;
            long allocated = Allocated(relay) - allocatedBefore;
            (double operations, double seconds, double routed) = (measured[0], measured[1], measured[2]);
            return new RelayResult(operations / seconds, measured[3], measured[4], cpu.TotalMicroseconds / operations, allocated / routed);
        }
        finally
        {
            foreach (Process process in processes)
            {
                process.Kill();
                process.Dispose();
            }
        }
    }

    private static Process Start(string role, RelayCase what, RelayTransport transport, string path)
    {
        string self = Environment.ProcessPath!;
        var start = new ProcessStartInfo(self) { RedirectStandardInput = true, RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(self) == "dotnet")
            start.ArgumentList.Add(typeof(RelayTrial).Assembly.Location);
        foreach (string argument in (string[])["relay", "--role", role, "--transport", transport.ToString(), "--case-name", what.Name, "--path", path])
            start.ArgumentList.Add(argument);
        return Process.Start(start)!;
    }

    private static string Line(Process process) => process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("A process of the trial ended early.");

    private static void Expect(string line, string word)
    {
        if (line != word)
            throw new InvalidOperationException($"Expected '{word}', got '{line}'.");
    }

    private static double[] Numbers(string line) => [.. line.Split(' ').Select(one => double.Parse(one, CultureInfo.InvariantCulture))];

    private static TimeSpan Cpu(List<Process> processes)
    {
        TimeSpan sum = TimeSpan.Zero;
        foreach (Process process in processes)
        {
            process.Refresh();
            sum += process.TotalProcessorTime;
        }

        return sum;
    }

    private static long Allocated(Process relay)
    {
        relay.StandardInput.WriteLine("allocated");
        return long.Parse(Line(relay), CultureInfo.InvariantCulture);
    }
}
