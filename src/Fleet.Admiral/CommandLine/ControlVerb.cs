using System.CommandLine;
using Fleet.Admiral.Control;
using Fleet.Admiral.Options;
using Fleet.Admiral.Options.Keys;

namespace Fleet.Admiral.CommandLine;

/// <summary>What all verbs that speak with a running Admiral share: finding it, the deadline, and the ends that are not the verb's own.</summary>
internal sealed class ControlVerb(GlobalOptions options, Surroundings surroundings)
{
    /// <summary>How long a question waits where <c>--timeout</c> is not given.</summary>
    public static readonly TimeSpan Question = TimeSpan.FromSeconds(10);

    /// <summary>How long an operation is watched where <c>--timeout</c> is not given.</summary>
    public static readonly TimeSpan Operation = TimeSpan.FromMinutes(30);

    /// <summary>Speaks with the Admiral.</summary>
    /// <param name="parse">The command line.</param>
    /// <param name="named">The configuration that the verb's argument names; null where it names none.</param>
    /// <param name="patience">How long to wait where <c>--timeout</c> is not given.</param>
    /// <param name="speak">The verb's part; returns the exit code.</param>
    /// <param name="interrupted">Ends when the operator interrupts.</param>
    public async Task<int> RunAsync(ParseResult parse, string? named, TimeSpan patience, Func<ControlClient, CancellationToken, Task<int>> speak, CancellationToken interrupted)
    {
        var limit = parse.GetValue(options.Timeout) ?? patience;
        using var deadline = new CancellationTokenSource(limit, surroundings.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(interrupted, deadline.Token);
        try
        {
            var location = await LocateAsync(parse, named, either.Token);
            if (location.Socket is null) return Tell(location.ExitCode, location.Faults);
            using var client = new ControlClient(location.Socket);
            return await speak(client, either.Token);
        }
        catch (ControlException e)
        {
            return Tell(Code(e.Fault), [e.Fault]);
        }
        catch (OperationCanceledException) when (interrupted.IsCancellationRequested)
        {
            await surroundings.Error.WriteLineAsync("Interrupted. What was begun goes on: see fleet ps.");
            return ExitCode.Interrupted;
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested)
        {
            return Tell(ExitCode.TimedOut, [new FleetFault("FLEET5004", $"no end within {DurationText.Write(limit)}. What was begun goes on: see fleet ps. Wait longer: --timeout.")]);
        }
    }

    private async Task<FleetLocation> LocateAsync(ParseResult parse, string? named, CancellationToken ct)
    {
        if (parse.GetValue(options.Socket) is { } socket)
            return new FleetLocation(Path.GetFullPath(socket, surroundings.Folder), ExitCode.Done, []);
        if (options.Sources(parse, named, surroundings) is { } sources) return FleetLocator.OfConfig(sources);
        var here = options.SourcesHere(parse, surroundings);
        return File.Exists(here.File) ? FleetLocator.OfConfig(here) : await FleetLocator.OfOnlyFleetAsync(surroundings.Environment, ct);
    }

    private static int Code(FleetFault fault) => fault.Code switch
    {
        "FLEET5001" => ExitCode.NoAdmiral,
        "FLEET5006" => ExitCode.Refused,
        _ => ExitCode.Failed,
    };

    private int Tell(int code, IReadOnlyList<FleetFault> faults)
    {
        surroundings.Error.WriteFaults(faults);
        return code;
    }
}
