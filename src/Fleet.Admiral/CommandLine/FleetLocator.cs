using Fleet.Admiral.Control;
using Fleet.Admiral.Options;

namespace Fleet.Admiral.CommandLine;

/// <summary>Finds the control socket of the fleet that a person means.</summary>
internal static class FleetLocator
{
    /// <summary>The socket of a configuration's fleet, whether it runs or not.</summary>
    public static FleetLocation OfConfig(FleetConfigSources sources)
    {
        var result = FleetConfigLoader.Load(sources);
        if (!result.Succeeded) return new FleetLocation(null, ExitCode.Configuration, result.Faults);
        return Checked(RunDirectory.SocketOf(result.Config.Runtime.Directory, result.Config.Name), $"from {result.Config.File}");
    }

    /// <summary>The socket of the only running fleet of this user.</summary>
    public static async Task<FleetLocation> OfOnlyFleetAsync(IReadOnlyDictionary<string, string> environment, CancellationToken ct)
    {
        var runtime = RuntimeFolder.Default(environment);
        var running = new List<string>();
        foreach (var socket in Sockets(runtime))
            if (await IsAliveAsync(socket, ct)) running.Add(socket);
        return running.Count switch
        {
            0 => Nowhere($"looked for ./{FleetConfigLoader.FileName} and in {runtime}"),
            1 => new FleetLocation(running[0], ExitCode.Done, []),
            _ => new FleetLocation(null, ExitCode.NoAdmiral, [new FleetFault("FLEET5007", $"{running.Count} fleets run here: {string.Join(", ", running.Select(Name))}. Say which: --config, or --socket {running[0]}")]),
        };
    }

    private static string Name(string socket) => Path.GetFileName(Path.GetDirectoryName(socket)!);

    private static FleetLocation Nowhere(string looked) =>
        new(null, ExitCode.NoAdmiral, [new FleetFault("FLEET5001", $"no running fleet found ({looked}). Start it: fleet run, or name it: --socket.")]);

    private static FleetLocation Checked(string socket, string from)
    {
        if (!File.Exists(socket)) return Nowhere($"looked for {socket} {from}");
        // Whoever made the folder could put a fake Admiral in it.
        return PrivateFolder.Check(Path.GetDirectoryName(socket)!) is { } fault
            ? new FleetLocation(null, ExitCode.NoAdmiral, [fault])
            : new FleetLocation(socket, ExitCode.Done, []);
    }

    private static IEnumerable<string> Sockets(string runtime) =>
        Directory.Exists(runtime)
            ? Directory.EnumerateDirectories(runtime).Order(StringComparer.Ordinal)
                .Select(folder => RunDirectory.SocketOf(runtime, Path.GetFileName(folder)))
                .Where(socket => Checked(socket, "").Socket is not null)
            : [];

    private static async Task<bool> IsAliveAsync(string socket, CancellationToken ct)
    {
        using var client = new ControlClient(socket);
        try
        {
            await client.GetHealthAsync(ct);
            return true;
        }
        catch (ControlException)
        {
            return false;
        }
    }
}
