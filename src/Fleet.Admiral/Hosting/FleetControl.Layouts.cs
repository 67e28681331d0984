using System.Runtime.CompilerServices;
using Fleet.Admiral.Control;
using Fleet.Admiral.Options;
using Fleet.Admiral.Options.Keys;
using Fleet.Planning.Events;
using Fleet.Planning.Layouts;
using Fleet.Planning.Orders;
using Fleet.Planning.Sharding;
using Fleet.Planning.Snapshots;
using Outcome = Fleet.Admiral.Control.OperationOutcome;

namespace Fleet.Admiral.Hosting;

/// <content>Operations that change which slots there are, and the steering of operations.</content>
internal sealed partial class FleetControl
{
    private const int MostClusters = 1024;

    public async IAsyncEnumerable<OperationProgress> ReshardAsync(ReshardRequest request, [EnumeratorCancellation] CancellationToken ct)
    {
        var id = NewId("reshard");
        var snapshot = loop.Snapshot;
        if (Refusal(request, snapshot) is { } refusal)
        {
            yield return End(id, Outcome.Refused, refusal, []);
            yield break;
        }

        var from = snapshot.Layout;
        var shards = request.Shards ?? from.ShardCount;
        ShardFinding? found = null;
        if (request.AutoShards)
        {
            yield return new OperationProgress { Operation = id, State = "preparing", Text = "asking the shard source" };
            found = await Shards!.AskAsync(shards, ct);
            if (found.Fault is { } fault)
            {
                yield return End(id, Outcome.Failed, $"FLEET4301 The shard source gave no number of shards: {fault}. Nothing was changed.", []);
                yield break;
            }

            shards = found.ShardCount;
        }

        var channels = from.Clusters.Values.SelectMany(has => has.Channels);
        var to = LayoutPlanner.Divide(from.Number + 1, request.Clusters ?? from.Clusters.Count, shards, channels, config.Shards.Here);
        if (request.Plan)
        {
            foreach (var (slot, text) in ReshardPlan.Steps(from, to)) yield return Step(id, slot.ToString(), "planned", text);
            yield return End(id, Outcome.Succeeded, ReshardPlan.Whole(from, to), []);
            yield break;
        }

        if (found is not null) Shards!.Take(found);
        // The code that has proved itself in the clusters.
        var generation = snapshot.Slots.Values.Where(slot => slot.Slot.Kind == WorkerKind.Cluster).Max(slot => slot.Generation);
        await foreach (var step in RunAsync(new ReshardOrder(id, to, generation), [], ct)) yield return step;
    }

    public async IAsyncEnumerable<OperationProgress> SteerAsync(SteerRequest request, [EnumeratorCancellation] CancellationToken ct)
    {
        var id = NewId("steer");
        Steer? steer = request.Steer switch { "pause" => Steer.Pause, "resume" => Steer.Resume, "abort" => Steer.Abort, _ => null };
        if (steer is null)
        {
            yield return End(id, Outcome.Refused, $"\"{request.Steer}\" is none of pause, resume and abort.", []);
            yield break;
        }

        if (loop.Snapshot.Operation is not { } running || (request.Operation.Length > 0 && request.Operation != running.Id))
        {
            yield return End(id, Outcome.Refused, request.Operation.Length == 0 ? "No operation runs." : $"No operation {request.Operation} runs.", []);
            yield break;
        }

        loop.Post(new OrderGiven(new SteerOrder(id, running.Id, steer.Value)));
        if (steer != Steer.Abort)
        {
            yield return End(id, Outcome.Succeeded, steer == Steer.Pause ? $"{running.Id} begins nothing new until it is resumed." : $"{running.Id} goes on.", []);
            yield break;
        }

        await foreach (var snapshot in loop.WatchAsync(ct))
        {
            if (snapshot.FindOperation(running.Id) is not { Outcome: not Fleet.Planning.Operations.OperationOutcome.Running } ended) continue;
            var outcome = ended.Outcome == Fleet.Planning.Operations.OperationOutcome.Aborted ? Outcome.Succeeded : Outcome.Failed;
            yield return End(id, outcome, $"{running.Id}: {ended.Message}", []);
            yield break;
        }

        yield return End(id, Outcome.Failed, "The fleet stopped before the operation ended.", []);
    }

    public async IAsyncEnumerable<OperationProgress> AddServiceAsync(AddServiceRequest request, [EnumeratorCancellation] CancellationToken ct)
    {
        var id = NewId("add");
        if (!SlotName.IsServiceName(request.Name) || NameText.IsWordForSlots(request.Name))
        {
            yield return End(id, Outcome.Refused, $"\"{request.Name}\" cannot be the name of a service: {NameText.ServiceForm}, nor one of all, clusters and services, which mean several.", []);
            yield break;
        }

        var slot = SlotName.Service(request.Name);
        var folder = Path.GetDirectoryName(config.File) ?? ".";
        var service = new ServiceOptions
        {
            Name = request.Name,
            Path = request.Path is { } path ? Path.GetFullPath(path, folder) : config.Bot.Path,
            Class = request.Class,
            Settings = request.Settings ?? new Dictionary<string, string?>(),
        };
        if (loop.Snapshot.Slots.ContainsKey(slot) || !generations.Added.TryAdd(service))
        {
            yield return End(id, Outcome.Refused, $"There is a service {slot} already.", []);
            yield break;
        }

        yield return new OperationProgress { Operation = id, State = "preparing", Text = $"preparing the code of {slot}" };
        var prepared = await generations.PrepareNextAsync([slot], ct);
        if (!prepared.Succeeded)
        {
            generations.Added.Remove(request.Name);
            yield return End(id, Outcome.Failed, string.Join("\n", prepared.Faults), []);
            yield break;
        }

        await foreach (var step in RunAsync(new AddServiceOrder(id, slot, prepared.Generation), [], ct))
        {
            if (step is { Final: true, Result.Outcome: Outcome.Refused }) generations.Added.Remove(request.Name);
            yield return step;
        }
    }

    public async IAsyncEnumerable<OperationProgress> RemoveServiceAsync(RemoveServiceRequest request, [EnumeratorCancellation] CancellationToken ct)
    {
        var id = NewId("remove");
        if (!SlotName.TryParse(request.Name, out var slot) || !loop.Snapshot.Slots.ContainsKey(slot))
        {
            yield return End(id, Outcome.Refused, $"FLEET4002 No service is named \"{request.Name}\".", []);
            yield break;
        }

        await foreach (var step in RunAsync(new RemoveServiceOrder(id, slot), [], ct))
        {
            if (step is { Final: true, Result.Outcome: Outcome.Succeeded }) generations.Added.Remove(request.Name);
            yield return step;
        }
    }

    private string? Refusal(ReshardRequest request, FleetSnapshot snapshot)
    {
        if (request is { AutoShards: true, Shards: not null }) return "A reshard takes the number of shards that is given or that of the shard source, not both.";
        if (request is { Clusters: null, Shards: null, AutoShards: false }) return "A reshard needs a number of clusters or of shards.";
        if (request.Clusters is < 1 or > MostClusters) return $"clusters is {request.Clusters}; it goes from 1 to {MostClusters}.";
        if (request.Shards is < 0 or > ShardRules.MostShards) return $"shards is {request.Shards}; it goes from 0 to {ShardRules.MostShards}.";
        if (request.AutoShards && Shards is not { HasSource: true }) return "There is no shard source to ask: name a service as shardSource.service, or give a number of shards.";
        if (snapshot.AwaitsLayout) return "The clusters wait for the shard source to say how many shards there are (FLEET4301); there is nothing to reshard yet.";
        if (request.Shards is { } shards && ShardRules.Misfit(shards, config.Shards.Here) is { } misfit) return $"This cannot be done: {misfit}.";
        return snapshot.Layout.Clusters.IsEmpty ? "The fleet has no clusters to reshard." : null;
    }
}
