using System.Diagnostics;

namespace Fleet.Admiral.Tests.CommandLine;

/// <summary>The script at the root, with an SDK that only pretends to build.</summary>
public sealed class RootScriptTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly TempFolder _folder = new();
    private readonly string _script;

    public RootScriptTests()
    {
        _script = _folder["a house/fleet"];
        _folder.Write("a house/src/Fleet.Admiral/Program.cs", "");
        _folder.Write("a house/eng/x", "");
        _folder.Write("a house/Directory.Build.props", "");
        _folder.Write("a house/global.json", "");
        File.Copy(Path.Combine(Repository.Root, "fleet"), _script);
        var dotnet = _folder.Write("sdk/dotnet", """
            #!/usr/bin/env bash
            if [[ $1 == --list-sdks ]]; then echo "10.0.100 [/x]"; exit; fi
            while [[ $1 != -o ]]; do shift; done
            if [[ -e "$(dirname "$0")/broken" ]]; then echo "x.cs(1,1): error CS1: no"; exit 1; fi
            printf '#!/usr/bin/env bash\necho "ran in $PWD:"; printf "<%%s>" "$@"; exit 7\n' > "$2/fleet"
            chmod +x "$2/fleet"
            """);
        File.SetUnixFileMode(dotnet, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Script_FromElsewhereThroughALink_BuildsOnceAndPassesEverythingOn()
    {
        File.CreateSymbolicLink(_folder["link"], "a house/fleet");

        var first = await RunAsync(_folder["link"], "sdk", "ps", "a b", "");
        first.ShouldBe((7, $"ran in {_folder.Path}:\n<ps><a b><>", "fleet: building (first run, or the sources have changed) …\nfleet: built.\n"));

        (await RunAsync(_script, "sdk", "ps")).Error.ShouldBeEmpty();
    }

    [Fact]
    public async Task Script_SourcesNewer_BuildsAgainAndClearsUp()
    {
        await RunAsync(_script, "sdk", "ps");
        File.SetLastWriteTimeUtc(_folder["a house/src/Fleet.Admiral/Program.cs"], DateTime.UtcNow.AddHours(1));

        var second = await RunAsync(_script, "sdk", "ps");

        second.Error.ShouldContain("building");
        Directory.GetDirectories(_folder["a house/artifacts/builds"]).Length.ShouldBe(1);
    }

    [Fact]
    public async Task Script_BuildFails_ShowsWhyAndKeepsTheLastBuild()
    {
        await RunAsync(_script, "sdk", "ps");
        var kept = Directory.GetDirectories(_folder["a house/artifacts/builds"]);
        File.SetLastWriteTimeUtc(_folder["a house/global.json"], DateTime.UtcNow.AddHours(1));
        _folder.Write("sdk/broken", "");

        var (code, output, error) = await RunAsync(_script, "sdk", "ps");

        code.ShouldBe(1);
        output.ShouldBeEmpty();
        error.ShouldEndWith("x.cs(1,1): error CS1: no\nfleet: the build failed.\n");
        Directory.GetDirectories(_folder["a house/artifacts/builds"]).ShouldBe(kept);
    }

    [Fact]
    public async Task Script_NoSdk_SaysSo()
    {
        var (code, _, error) = await RunAsync(_script, "nowhere", "ps");

        code.ShouldBe(1);
        error.ShouldStartWith("fleet: the .NET 10 SDK is missing. Install it from ");
    }

    private async Task<(int Code, string Out, string Error)> RunAsync(string script, string sdk, params string[] arguments)
    {
        var start = new ProcessStartInfo("bash", [script, .. arguments]) { WorkingDirectory = _folder.Path, RedirectStandardOutput = true, RedirectStandardError = true };
        // The machine's own SDK must not be found.
        start.Environment.Clear();
        start.Environment["PATH"] = $"{_folder[sdk]}:{PathWithoutDotnet()}";
        start.Environment["HOME"] = _folder["home"];
        start.Environment["LANG"] = "C.UTF-8";
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync().WaitAsync(Patience);
        return (process.ExitCode, await output.WaitAsync(Patience), await error.WaitAsync(Patience));
    }

    private string PathWithoutDotnet()
    {
        var tools = _folder["tools"];
        Directory.CreateDirectory(tools);
        foreach (var tool in new[] { "bash", "env", "readlink", "dirname", "basename", "find", "grep", "mkdir", "mktemp", "touch", "uname", "cat", "rm", "ln", "mv", "flock", "chmod" })
        {
            var link = Path.Combine(tools, tool);
            var real = new[] { "/usr/bin", "/bin" }.Select(place => Path.Combine(place, tool)).FirstOrDefault(File.Exists);
            if (real is not null && !File.Exists(link)) File.CreateSymbolicLink(link, real);
        }

        return tools;
    }
}
