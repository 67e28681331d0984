using Fleet.Admiral.Budgets;
using Fleet.Admiral.Control;
using Fleet.Admiral.Hosting;
using Fleet.Admiral.Options;
using Fleet.Admiral.Routing;
using Fleet.Admiral.Sharding;
using Fleet.Admiral.Stats;
using Fleet.Admiral.Tests.Loop;
using Fleet.Planning.Specs;
using Fleet.Protocol.Payloads;
using Fleet.TestKit.Logging;
using Fleet.TestKit.Time;

namespace Fleet.Admiral.Tests.Hosting;

/// <summary>The real control over the real loop and the real store of generations; the workers are scripted.</summary>
internal sealed class ControlledFleet : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly StatsBook _stats;

    public ControlledFleet(FleetSpec? spec = null)
    {
        Under = new LoopUnderTest(spec);
        Kept = new KeptGenerations(_folder);
        _stats = new StatsBook(new RouteTable(LoopUnderTest.Spec, new RouteLimits(), Under.Time), new ContractlessPayloadSerializer(), TimeSpan.FromSeconds(2), Under.Time, new RecordedLog<StatsBook>());
        Control = new FleetControl(Kept.Config, Under.Loop, _stats, Kept.Keeper, Under.Time);
    }

    public LoopUnderTest Under { get; }

    public KeptGenerations Kept { get; }

    public FleetControl Control { get; }

    /// <summary>A control that has a shard source to ask, and perhaps some of the shards only.</summary>
    public FleetControl WithShards(IShardSource? source, params int[] here)
    {
        var config = Kept.Config with { Shards = new ShardOptions { Here = here.Length == 0 ? null : here } };
        return new FleetControl(config, Under.Loop, _stats, Kept.Keeper, Under.Time)
        {
            Shards = new ShardDesk(config, source, Under.Loop, new IdentifyDesk(config.Identify, new BudgetDesk(Under.Time)), Under.Time, new RecordedLog<ShardDesk>()),
        };
    }

    public static async Task<ControlledFleet> StartAsync(FleetSpec? spec = null)
    {
        var fleet = new ControlledFleet(spec);
        await fleet.Kept.PrepareAsync("simulator", "stats", "cluster-0", "cluster-1");
        await fleet.Under.StartAllAsync();
        return fleet;
    }

    /// <summary>Restarts, and watches to the end as the control API does: it leaves with the last item.</summary>
    public Task<List<OperationProgress>> RestartAsync(params string[] names) => WatchAsync(Control.RestartAsync(new RestartRequest(names, Hard: false), CancellationToken.None));

    public Task<List<OperationProgress>> StopAsync(params string[] names) => WatchAsync(Control.StopAsync(new StopRequest(names), CancellationToken.None));

    public Task<List<OperationProgress>> StartAsync(params string[] names) => WatchAsync(Control.StartAsync(new StartRequest(names), CancellationToken.None));

    public static async Task<List<OperationProgress>> WatchAsync(IAsyncEnumerable<OperationProgress> operation)
    {
        var items = new List<OperationProgress>();
        await using var progress = operation.GetAsyncEnumerator();
        while (items.LastOrDefault()?.Final != true && await progress.MoveNextAsync().AsTask().WithDeadline($"an item after {string.Join("; ", items.Select(i => i.Text))}")) items.Add(progress.Current);
        items.ShouldNotBeEmpty();
        items.Count(item => item.Final).ShouldBe(1);
        items[^1].Final.ShouldBeTrue();
        items.Select(item => item.Operation).Distinct().Count().ShouldBe(1);
        return items;
    }

    public void Dispose()
    {
        Under.Dispose();
        Kept.Dispose();
        _folder.Dispose();
    }
}
