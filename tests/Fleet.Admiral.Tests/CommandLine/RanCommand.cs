using Fleet.Admiral.CommandLine;
using Fleet.Admiral.Options;

namespace Fleet.Admiral.Tests.CommandLine;

/// <summary>What a command printed and how it ended.</summary>
internal sealed record RanCommand(int Code, string Out, string Error)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static async Task<RanCommand> RunAsync(string folder, string arguments, Func<Surroundings, Surroundings>? with = null, IFleetRunner? runner = null, CancellationToken ct = default)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var surroundings = new Surroundings
        {
            Out = output,
            Error = error,
            In = TextReader.Null,
            OutIsTerminal = false,
            InIsTerminal = false,
            Folder = folder,
            Environment = new Dictionary<string, string> { ["XDG_RUNTIME_DIR"] = folder },
        };
        var code = await FleetCommandLine.RunAsync(
            arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries), runner ?? new RecordingRunner(), with?.Invoke(surroundings) ?? surroundings, ct).WaitAsync(Patience, CancellationToken.None);
        return new RanCommand(code, output.ToString(), error.ToString());
    }

    public sealed class RecordingRunner : IFleetRunner
    {
        public FleetConfig? Ran { get; private set; }

        public Task<int> RunAsync(FleetConfig config, CancellationToken ct)
        {
            Ran = config;
            return Task.FromResult(7);
        }
    }
}
