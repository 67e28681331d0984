using Fleet;
using Fleet.Admiral.Embedding;
using Microsoft.Extensions.Hosting;

namespace EmbeddedHost;

/// <summary>Does what a person types: <c>workers</c>, <c>stats</c>, <c>restart stats</c>, <c>stop stats</c>, <c>start stats</c>, <c>clusters 3</c>, <c>count ada</c>, <c>quit</c>.</summary>
internal sealed class OperatorConsole(IFleetAdmiral fleet, IHostApplicationLifetime lifetime) : BackgroundService
{
    // The service has a contract of its own for this; by the name of its method anybody may ask.
    private static readonly CommandOptions Count = new() { Name = "IStats.CountAsync" };

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var ready = await fleet.WaitUntilReadyAsync(stoppingToken);
        Console.WriteLine($"console: {ready.Active.Count} slots serve, {ready.Quarantined.Count} are in quarantine");
        // A console cannot be asked to stop reading: the wait for it is given up instead.
        while (await Task.Run(Console.In.ReadLineAsync, CancellationToken.None).WaitAsync(stoppingToken) is { } line)
        {
            try
            {
                Console.WriteLine($"console: {await DoAsync(line.Split(' ', StringSplitOptions.RemoveEmptyEntries), stoppingToken)}");
            }
            catch (FleetException e)
            {
                Console.WriteLine($"console: {e.Message}");
            }
        }
    }

    private async Task<string> DoAsync(string[] words, CancellationToken stop)
    {
        switch (words)
        {
            case ["workers"]:
                return string.Join(", ", fleet.GetWorkers().Select(worker => $"{worker.Worker} {worker.Phase}"));
            case ["stats"]:
                var stats = await fleet.CollectStatsAsync(stop);
                return $"{stats.Clusters.Count} clusters, {stats.Services.Count} services, {stats.Store?.Keys} keys in the store";
            case ["restart", var slot]:
                return await EndAsync(fleet.Orders.RestartAsync([slot], cancellationToken: stop), stop);
            case ["stop", var slot]:
                return await EndAsync(fleet.Orders.StopAsync([slot], cancellationToken: stop), stop);
            case ["start", var slot]:
                return await EndAsync(fleet.Orders.StartAsync([slot], stop), stop);
            case ["clusters", var count]:
                return await EndAsync(fleet.Orders.ReshardAsync(int.Parse(count, System.Globalization.CultureInfo.InvariantCulture), cancellationToken: stop), stop);
            case ["count", var channel]:
                return $"{(await fleet.CommandAsync<CountReply>(Target.Service("stats"), new CountQuery(channel), Count, stop)).Messages} messages";
            case ["quit"]:
                lifetime.StopApplication();
                return "the program stops, and the fleet with it";
            default:
                return "workers, stats, restart <slot>, stop <slot>, start <slot>, clusters <count>, count <channel>, quit";
        }
    }

    private static async Task<string> EndAsync(Task<FleetOperation> begun, CancellationToken stop)
    {
        var end = await (await begun).WaitAsync(stop);
        return $"{end.Outcome}: {end.Message}";
    }
}
