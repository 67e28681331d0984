using System.Globalization;
using System.Net.Sockets;
using Fleet.Protocol.Connections;

namespace Fleet.Benchmarks.Relay;

/// <summary>What a child process of the benchmark is.</summary>
internal static class RelayRole
{
    private static readonly TimeSpan ConnectLimit = TimeSpan.FromSeconds(10);

    public static int Run(string role, string[] args)
    {
        RelayTransport transport = Enum.Parse<RelayTransport>(RelayBenchmark.Option(args, "--transport")!);
        string name = RelayBenchmark.Option(args, "--case-name")!;
        RelayCase what = RelayCase.All.Single(one => one.Name == name);
        string path = RelayBenchmark.Option(args, "--path")!;
        switch (role)
        {
            case "relay":
                RunRelay(what, transport);
                break;
            case "service":
                RunService(what, transport, LocalEndpoint.Connect(path, ConnectLimit));
                break;
            case "client":
                RunClient(what, transport, LocalEndpoint.Connect(path, ConnectLimit));
                break;
            default:
                return 2;
        }

        return 0;
    }

    private static void RunRelay(RelayCase what, RelayTransport transport)
    {
        using LocalEndpoint endpoint = LocalEndpoint.Create();
        Console.WriteLine(endpoint.Path);
        Socket[] services = [.. Enumerable.Range(0, what.Services).Select(_ => Accept(endpoint))];
        Console.WriteLine("services");
        Socket client = Accept(endpoint);
        if (transport is RelayTransport.Raw)
            RawLink.Relay(client, services);
        else
            FleetRelay.Start(client, services, transport);
        while (Console.ReadLine() is not null)
            Console.WriteLine(GC.GetTotalAllocatedBytes(precise: true).ToString(CultureInfo.InvariantCulture));
    }

    private static Socket Accept(LocalEndpoint endpoint) => endpoint.AcceptAsync(CancellationToken.None).AsTask().GetAwaiter().GetResult();

    private static void RunService(RelayCase what, RelayTransport transport, Socket socket)
    {
        if (transport is RelayTransport.Raw)
            RawLink.Serve(what, socket);
        else
            FleetService.Start(what, socket, transport);
        while (Console.ReadLine() is not null)
        {
        }
    }

    private static void RunClient(RelayCase what, RelayTransport transport, Socket socket)
    {
        var clock = new RelayClock(what);
        if (transport is RelayTransport.Raw)
            RawLink.Call(what, socket, clock);
        else
            FleetClient.Run(what, socket, transport, clock);
    }
}
