using System.ComponentModel;
using System.Diagnostics;

namespace Fleet.Admiral.Plugins;

/// <summary>How a tool that Fleet started ended.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Lines">What it last wrote to both its outputs.</param>
/// <param name="Failure">Why it could not run to its end; null where it did.</param>
internal sealed record ToolRun(int ExitCode, IReadOnlyList<string> Lines, string? Failure)
{
    private const int MostLines = 500;
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(5);

    // Left by an SDK that runs above us (dotnet run, dotnet test), they would bend the SDK below us.
    private static readonly string[] Inherited = ["MSBuildSDKsPath", "MSBuildExtensionsPath", "MSBUILD_EXE_PATH", "MSBuildLoadMicrosoftTargetsReadOnly"];

    /// <summary>Runs a tool to its end.</summary>
    /// <param name="file">The program.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="folder">Where it runs.</param>
    /// <param name="deadline">How long it may take; it is then killed with all that it started.</param>
    /// <param name="ct">Kills it likewise.</param>
    public static async Task<ToolRun> RunAsync(string file, IReadOnlyList<string> arguments, string folder, TimeSpan deadline, CancellationToken ct)
    {
        var start = new ProcessStartInfo(file, arguments) { WorkingDirectory = folder, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var name in Inherited) start.Environment.Remove(name);
        // Settings in the environment may be secrets, and a build runs code of many authors.
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("FLEET__", StringComparison.OrdinalIgnoreCase)).ToList()) start.Environment.Remove(name);
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        start.Environment["DOTNET_NOLOGO"] = "1";
        Process process;
        try
        {
            process = Process.Start(start) ?? throw new Win32Exception("it did not start.");
        }
        catch (Win32Exception e)
        {
            return new ToolRun(-1, [], $"{file} cannot be started: {e.Message}. Install the .NET 10 SDK, or name a built DLL.");
        }

        using (process) return await WatchAsync(process, deadline, ct);
    }

    private static async Task<ToolRun> WatchAsync(Process process, TimeSpan deadline, CancellationToken ct)
    {
        process.StandardInput.Close();
        var lines = new Queue<string>();
        var read = Task.WhenAll(ReadAsync(process.StandardOutput, lines), ReadAsync(process.StandardError, lines));
        using var late = new CancellationTokenSource(deadline, TimeProvider.System);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, late.Token);
        try
        {
            await process.WaitForExitAsync(either.Token);
            // A grandchild may keep the pipes open for as long as it lives.
            await read.WaitAsync(Rest, TimeProvider.System, either.Token);
        }
        catch (TimeoutException)
        {
            // What was read will do.
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            ct.ThrowIfCancellationRequested();
            return new ToolRun(-1, Copy(lines), $"{process.StartInfo.FileName} did not end in {deadline.TotalMinutes} minutes and was killed.");
        }

        return new ToolRun(process.ExitCode, Copy(lines), null);
    }

    private static async Task ReadAsync(StreamReader reader, Queue<string> lines)
    {
        while (await reader.ReadLineAsync() is { } line)
        {
            lock (lines)
            {
                lines.Enqueue(line);
                if (lines.Count > MostLines) lines.Dequeue();
            }
        }
    }

    private static string[] Copy(Queue<string> lines)
    {
        lock (lines) return [.. lines];
    }
}
