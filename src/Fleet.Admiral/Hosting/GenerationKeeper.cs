using System.Collections.Immutable;
using Fleet.Admiral.Options;
using Fleet.Admiral.Plugins;
using Fleet.Planning.Snapshots;

namespace Fleet.Admiral.Hosting;

/// <summary>Prepares the code of generations, one at a time, and lets go of those that nothing uses any more.</summary>
internal sealed class GenerationKeeper(FleetConfig config, IGenerationStore store, GenerationBook book) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1);
    private int _last;

    /// <summary>The services that were added while the fleet runs.</summary>
    public ServiceBook Added => book.Added;

    /// <summary>Prepares the next generation for some slots.</summary>
    public async Task<GenerationResult> PrepareNextAsync(ImmutableArray<SlotName> slots, CancellationToken cancellationToken)
    {
        var keys = slots.Select(slot => slot.ServiceName is { } name ? PluginSpec.Service(name) : PluginSpec.Bot).ToHashSet();
        await _turn.WaitAsync(cancellationToken);
        try
        {
            var result = await store.PrepareAsync(_last + 1, [.. Specs().Where(spec => keys.Contains(spec.Key))], cancellationToken);
            if (!result.Succeeded) return result;
            _last++;
            book.Add(result);
            return result;
        }
        finally
        {
            _turn.Release();
        }
    }

    private IEnumerable<PluginSpec> Specs() =>
        PluginSpec.From(config).Concat(book.Added.All.Select(service => new PluginSpec(PluginSpec.Service(service.Name), service.Path)));

    /// <summary>Lets go of the generations that no worker runs, no slot would restart with and no operation launches.</summary>
    /// <remarks>
    /// Two restarts may race: both prepare, and one of them is refused. So only what is older than the newest accepted order goes, since a newer one may belong to
    /// an order on its way; and nothing goes while a preparation is under way, which may be about to share a copy. The next restart lets go of what is left here.
    /// </remarks>
    public void ReleaseUnused(FleetSnapshot snapshot)
    {
        if (!_turn.Wait(0)) return;
        try
        {
            var used = snapshot.Slots.Values.SelectMany(slot => slot.Workers.Select(w => w.Generation).Append(slot.Generation)).ToHashSet();
            // The clusters that come later start with what was prepared first.
            if (snapshot.AwaitsLayout) used.Add(FleetSnapshot.FirstGeneration);
            if (snapshot.Operation is { } operation) used.Add(operation.Generation);
            foreach (var generation in book.Generations.Where(g => g < snapshot.Generation && !used.Contains(g)).ToList())
            {
                book.Remove(generation);
                store.Release(generation);
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Deletes all copies of the code: to be called when the last worker is gone.</summary>
    public void Dispose()
    {
        foreach (var generation in book.Generations.ToList()) store.Release(generation);
        _turn.Dispose();
    }
}
