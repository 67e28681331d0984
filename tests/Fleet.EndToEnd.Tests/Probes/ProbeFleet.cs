using System.Net.Sockets;
using System.Text;
using Fleet.TestKit.Plugins;
using Fleet.TestKit.Processes;

namespace Fleet.EndToEnd.Tests.Probes;

/// <summary>Fleets of probes, and the way to their doors.</summary>
internal static class ProbeFleet
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Compiles the probes into a fleet's folder.</summary>
    /// <returns>The DLL.</returns>
    public static string Build(FleetFile file) => new PluginBuilder("Probe", ProbeSource.Text + StoreProbeSource.Text + FetchProbeSource.Text + JournalProbeSource.Text).Build(file["probe"]);

    /// <summary>A fleet of probes: clusters, and services by name.</summary>
    public static FleetFile File(int clusters, params string[] services)
    {
        var file = new FleetFile();
        var dll = Build(file);
        file.Clusters(clusters, dll, Settings(file), ProbeSource.Cluster);
        foreach (var service in services) file.Probe(service, dll);
        return file.Set("rollout.warm", "300ms");
    }

    /// <summary>Adds a service of the probes' code.</summary>
    public static FleetFile Probe(this FleetFile file, string service, string dll) => file.Service(service, dll, Settings(file), ProbeSource.Service);

    /// <summary>Has a worker do something.</summary>
    /// <param name="fleet">The fleet.</param>
    /// <param name="worker">The worker, such as <c>stats#1</c>.</param>
    /// <param name="words">What, in the words of the probes' <c>DoAsync</c>.</param>
    /// <returns>What came of it, in one line.</returns>
    public static async Task<string> TellAsync(this FleetProcess fleet, string worker, string words)
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(Path.Combine(Doors(fleet.File), worker)));
        await using var stream = new NetworkStream(socket);
        await stream.WriteAsync(Encoding.UTF8.GetBytes(words + "\n"));
        using var reader = new StreamReader(stream);
        try
        {
            return await reader.ReadLineAsync().WaitAsync(Patience) ?? "the worker is gone";
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"{worker} gave no answer to \"{words}\". The log:\n{fleet.Log}");
        }
    }

    private static object Settings(FleetFile file) => new { doors = Doors(file) };

    private static string Doors(FleetFile file) => file["d"];
}
