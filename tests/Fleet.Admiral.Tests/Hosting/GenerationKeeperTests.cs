using System.Collections.Immutable;
using Fleet.Admiral.Plugins;
using Fleet.Admiral.Tests.Routing;
using Fleet.Planning.Events;
using Fleet.Planning.Orders;
using Fleet.Planning.Snapshots;
using Fleet.Planning.Specs;
using Fleet.TestKit.Time;

namespace Fleet.Admiral.Tests.Hosting;

public sealed class GenerationKeeperTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly KeptGenerations _kept;

    public GenerationKeeperTests() => _kept = new KeptGenerations(_folder);

    public void Dispose()
    {
        _kept.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Prepare_OfSomeSlots_CopiesTheirCodeAlone()
    {
        var result = await _kept.PrepareAsync("stats");

        result.Generation.ShouldBe(1);
        result.Dlls.Keys.ShouldBe(["services.stats"]);
        File.ReadAllText(_kept.Book.Find(1, "services.stats").Path).ShouldBe("stats");
        Should.Throw<InvalidOperationException>(() => _kept.Book.Find(1, "bot")).Message.ShouldBe("Generation 1 has no code for \"bot\".");
    }

    [Fact]
    public async Task Release_WhileTheClustersWaitForTheirShards_KeepsWhatTheyWillStartWith()
    {
        await _kept.PrepareAsync("stats", "cluster-0");
        await _kept.PrepareAsync("stats");
        var waiting = FleetSnapshot.Initial(new FleetSpec { Slots = [], AwaitsLayout = true }) with { Generation = 2 };

        _kept.Keeper.ReleaseUnused(waiting);
        _kept.Book.Generations.ShouldContain(1);

        _kept.Keeper.ReleaseUnused(waiting with { AwaitsLayout = false });
        _kept.Book.Generations.ShouldBe([2]);
    }

    [Fact]
    public async Task Prepare_OfManyClusters_CopiesTheBotOnce()
    {
        (await _kept.PrepareAsync("cluster-0", "cluster-1")).Dlls.Keys.ShouldBe(["bot"]);

        Directory.GetDirectories(_folder["run/generations/1"]).Length.ShouldBe(1);
    }

    [Fact]
    public async Task Prepare_ThatFails_UsesUpNoNumberAndNotesNothing()
    {
        File.Delete(_folder["bot/Bot.dll"]);
        (await _kept.PrepareAsync("cluster-0")).Faults.ShouldHaveSingleItem().Code.ShouldBe("FLEET1001");
        _kept.Book.Generations.ShouldBeEmpty();

        _folder.Write("bot/Bot.dll", "again");
        (await _kept.PrepareAsync("cluster-0")).Generation.ShouldBe(1);
    }

    [Fact]
    public async Task Prepare_GivenUp_LetsTheNextOneHaveItsTurn()
    {
        await Should.ThrowAsync<OperationCanceledException>(() => _kept.Keeper.PrepareNextAsync([SlotName.Cluster(0)], new CancellationToken(canceled: true)));

        (await _kept.PrepareAsync("cluster-0")).Generation.ShouldBe(1);
    }

    [Fact]
    public async Task Release_UnusedAndOlderThanTheNewestOrder_DeletesItsCode()
    {
        var first = await _kept.PrepareAsync("cluster-0");
        _kept.Change("bot");
        var second = await _kept.PrepareAsync("cluster-0");

        _kept.Keeper.ReleaseUnused(Snapshot(2) with { Slots = Slots(2) });

        _kept.Book.Generations.ShouldBe([2]);
        File.Exists(first.Dlls["bot"].Path).ShouldBeFalse();
        File.Exists(second.Dlls["bot"].Path).ShouldBeTrue();
    }

    [Fact]
    public async Task Release_OfWhatASlotWouldRestartWith_KeepsIt()
    {
        await _kept.PrepareAsync("cluster-0");
        await _kept.PrepareAsync("cluster-0");

        _kept.Keeper.ReleaseUnused(Snapshot(2) with { Slots = Slots(1) });

        _kept.Book.Generations.ShouldBe([1, 2], ignoreOrder: true);
    }

    [Fact]
    public async Task Release_OfWhatAWorkerRuns_KeepsIt()
    {
        await _kept.PrepareAsync("cluster-0");
        await _kept.PrepareAsync("cluster-0");
        var worker = new WorkerRecord { Name = WorkerName.Parse("cluster-0#1"), Generation = 1, Since = default, LaunchedAt = default };

        _kept.Keeper.ReleaseUnused(Snapshot(2) with { Slots = Slots(2, worker) });

        _kept.Book.Generations.ShouldBe([1, 2], ignoreOrder: true);
    }

    [Fact]
    public async Task Release_OfWhatTheRunningOperationLaunches_KeepsIt()
    {
        await _kept.PrepareAsync("cluster-0");
        await _kept.PrepareAsync("cluster-0");
        await _kept.PrepareAsync("cluster-0");
        // The third order overtook the second and has ended; the second runs, and has launched nobody yet.
        var running = (Snapshot(3) with { Slots = Slots(3) }).Apply(new OrderGiven(new RestartOrder("restart-2", [SlotName.Cluster(0)], Hard: false, 2)), default);
        running.Generation.ShouldBe(3);

        _kept.Keeper.ReleaseUnused(running);

        _kept.Book.Generations.ShouldBe([2, 3], ignoreOrder: true);
    }

    [Fact]
    public async Task Release_OfTwoRacingRestartsByTheRefusedOne_KeepsTheOtherOnes()
    {
        await _kept.PrepareAsync("cluster-0");
        _kept.Change("bot");
        var wanted = await _kept.PrepareAsync("cluster-0");
        await _kept.PrepareAsync("cluster-0");
        var snapshot = Snapshot(1)
            .Apply(new OrderGiven(new RestartOrder("restart-1", [SlotName.Cluster(0)], Hard: false, 2)), default)
            .Apply(new OrderGiven(new RestartOrder("restart-2", [SlotName.Cluster(0)], Hard: false, 3)), default);

        _kept.Keeper.ReleaseUnused(snapshot);

        File.Exists(_kept.Book.Find(2, "bot").Path).ShouldBeTrue();
        _kept.Book.Find(2, "bot").ShouldBe(wanted.Dlls["bot"]);
    }

    [Fact]
    public async Task Release_OfWhatNoOrderHasNamedYet_KeepsIt()
    {
        await _kept.PrepareAsync("cluster-0");
        await _kept.PrepareAsync("cluster-0");
        await _kept.PrepareAsync("cluster-0");

        // Another restart ended while the orders for 2 and 3 were still on their way.
        _kept.Keeper.ReleaseUnused(Snapshot(1));

        _kept.Book.Generations.ShouldBe([1, 2, 3], ignoreOrder: true);
    }

    [Fact]
    public async Task Release_DuringAPreparation_LeavesEverythingForTheNextTime()
    {
        var project = _folder.Write("src/Bot.csproj", "<Project/>");
        var building = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var built = new TaskCompletionSource<ProjectBuild>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var kept = new KeptGenerations(_folder, new SlowBuilder(building, built.Task), project);
        await kept.PrepareAsync("stats");
        await kept.PrepareAsync("stats");
        var unused = Snapshot(2) with { Slots = Slots(2) };
        var preparing = kept.PrepareAsync("cluster-0");
        await building.Task.WithDeadline();

        kept.Keeper.ReleaseUnused(unused);
        kept.Book.Generations.ShouldBe([1, 2], ignoreOrder: true);

        built.SetResult(new ProjectBuild(_folder.Write("src/bin/Bot.dll", "built"), null));
        (await preparing.WithDeadline()).Generation.ShouldBe(3);
        kept.Keeper.ReleaseUnused(unused);
        kept.Book.Generations.ShouldBe([2, 3], ignoreOrder: true);
    }

    [Fact]
    public async Task Dispose_DeletesAllCopies()
    {
        await _kept.PrepareAsync("cluster-0", "stats");
        _kept.Change("bot");
        await _kept.PrepareAsync("cluster-0");

        _kept.Keeper.Dispose();

        Directory.EnumerateFileSystemEntries(_folder["run/generations"]).ShouldBeEmpty();
    }

    private static FleetSnapshot Snapshot(int generation) => FleetSnapshot.Initial(RoutingUnderTest.Spec) with { Slots = Slots(1), Generation = generation };

    private static ImmutableSortedDictionary<SlotName, SlotRecord> Slots(int generation, params WorkerRecord[] workers) =>
        ImmutableSortedDictionary<SlotName, SlotRecord>.Empty.Add(SlotName.Cluster(0), new SlotRecord { Slot = SlotName.Cluster(0), Generation = generation, Workers = [.. workers] });

    private sealed class SlowBuilder(TaskCompletionSource building, Task<ProjectBuild> built) : IProjectBuilder
    {
        public Task<ProjectBuild> BuildAsync(string project, CancellationToken ct)
        {
            building.TrySetResult();
            return built;
        }
    }
}
