using System.Diagnostics;
using System.Text;

namespace Fleet.TestKit.Processes;

/// <summary>
/// A fleet as a user has it: the real program with <c>run</c>, and its other verbs, each as a process. Disposing it ends every process that came of it,
/// and removes its folder.
/// </summary>
public sealed class FleetProcess : IAsyncDisposable
{
    private const string MarkName = "E2E_RUN";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan DeathAfterKill = TimeSpan.FromSeconds(10);

    private readonly Process _process;
    private readonly Task _outputs;

    private FleetProcess(FleetFile file)
    {
        File = file;
        Mark = NewMark();
        _process = Spawn(file, Mark, "run", file.Write());
        Pid = _process.Id;
        _outputs = ReadAsync();
    }

    /// <summary>The configuration.</summary>
    public FleetFile File { get; }

    /// <summary>The Admiral's process.</summary>
    public int Pid { get; }

    /// <summary>A variable with a value of this fleet alone, in the environment of all its processes.</summary>
    public string Mark { get; }

    /// <summary>What the Admiral printed, on both outputs.</summary>
    public ProcessLog Log { get; } = new();

    /// <summary>Starts the Admiral; disposing the fleet disposes the file as well.</summary>
    public static FleetProcess Start(FleetFile file) => new(file);

    /// <summary>Starts the Admiral and waits until every slot has an active worker.</summary>
    public static async Task<FleetProcess> StartAsync(FleetFile file, params string[] slots)
    {
        var fleet = new FleetProcess(file);
        try
        {
            foreach (var slot in slots) await fleet.ActiveAsync($"{slot}#1");
            return fleet;
        }
        catch
        {
            await fleet.DisposeAsync();
            throw;
        }
    }

    /// <summary>Waits until a worker such as <c>stats#2</c> has become active.</summary>
    public Task ActiveAsync(string worker, int from = 0) =>
        Log.WaitForLineAsync(line => line.Contains($" {worker} is active ", StringComparison.Ordinal), $"{worker} is active", from);

    /// <summary>Waits for the Admiral's end.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> ExitAsync()
    {
        await WithLog(_process.WaitForExitAsync(), "the Admiral's end", Log);
        await WithLog(_outputs, "the end of the Admiral's output", Log);
        return _process.ExitCode;
    }

    /// <summary>Writes a line to the standard input of the program that runs the fleet.</summary>
    public async Task SayAsync(string line)
    {
        await _process.StandardInput.WriteLineAsync(line);
        await _process.StandardInput.FlushAsync();
    }

    /// <summary>Runs another verb on this fleet.</summary>
    public Task<VerbResult> RunAsync(params string[] words) => CallAsync(File, Mark, Log, words);

    /// <summary>Runs the program on a configuration whose fleet need not run; it is to end by itself.</summary>
    public static Task<VerbResult> CallAsync(FleetFile file, params string[] words)
    {
        file.Write();
        return CallAsync(file, NewMark(), new ProcessLog(), words);
    }

    /// <summary>Lists the workers.</summary>
    public async Task<IReadOnlyList<ListedWorker>> PsAsync()
    {
        var result = await RunAsync("ps", "--json");
        return result.ExitCode == 0 ? ListedWorker.Read(result.Out) : throw new InvalidOperationException($"fleet ps: {result}");
    }

    /// <summary>The row of one slot.</summary>
    public async Task<ListedWorker> PsAsync(string slot) => (await PsAsync()).Single(worker => worker.Slot == slot);

    /// <summary>Sends the Admiral a signal.</summary>
    public void Signal(int signal) => ProcessTable.Send(Pid, signal);

    /// <summary>Every living process that came of this fleet, the Admiral included.</summary>
    public IReadOnlyList<int> Processes() => ProcessTable.WithEnvironment(Mark);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        // A worker that starts while we look is found on the second look: the Admiral is dead by then.
        for (var left = Processes(); left.Count > 0; left = Processes())
        {
            var ends = left.Select(pid => ProcessTable.EndOfAsync(pid, DeathAfterKill)).ToList();
            foreach (var pid in left) ProcessTable.Send(pid, ProcessTable.Kill);
            await Task.WhenAll(ends);
        }

        await _outputs.WaitAsync(DeathAfterKill);
        _process.Dispose();
        File.Dispose();
    }

    private static async Task<VerbResult> CallAsync(FleetFile file, string mark, ProcessLog log, string[] words)
    {
        using var process = Spawn(file, mark, [.. words, "--config", file.Path]);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        try
        {
            await WithLog(Task.WhenAll(process.WaitForExitAsync(), output, error), $"fleet {string.Join(' ', words)}", log);
            return new VerbResult(process.ExitCode, await output, await error);
        }
        finally
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }
    }

    private static string NewMark() => $"{MarkName}={Guid.NewGuid():N}";

    private static Process Spawn(FleetFile file, string mark, params string[] words)
    {
        var start = new ProcessStartInfo(file.Program, words)
        {
            WorkingDirectory = file.Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("FLEET_", StringComparison.OrdinalIgnoreCase)).ToList()) start.Environment.Remove(name);
        start.Environment["DOTNET_ROOT"] = FleetProgram.DotnetRoot;
        start.Environment[MarkName] = mark[(MarkName.Length + 1)..];
        return Process.Start(start)!;
    }

    private async Task ReadAsync()
    {
        await Task.WhenAll(ReadAsync(_process.StandardOutput), ReadAsync(_process.StandardError));
        Log.End();
    }

    private async Task ReadAsync(StreamReader reader)
    {
        while (await reader.ReadLineAsync() is { } line) Log.Add(line);
    }

    private static async Task WithLog(Task task, string what, ProcessLog log)
    {
        try
        {
            await task.WaitAsync(Patience);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"{what} did not come within {Patience.TotalSeconds} s. The log:\n{log}");
        }
    }
}
