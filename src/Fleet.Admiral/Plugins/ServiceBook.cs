using System.Collections.Concurrent;
using Fleet.Admiral.Options;

namespace Fleet.Admiral.Plugins;

/// <summary>The services that were added while the fleet runs, which no configuration names.</summary>
internal sealed class ServiceBook
{
    private readonly ConcurrentDictionary<string, ServiceOptions> _services = new(StringComparer.Ordinal);

    /// <summary>All of them.</summary>
    public ICollection<ServiceOptions> All => _services.Values;

    /// <summary>A service by its name; null where none was added under it.</summary>
    public ServiceOptions? Find(string name) => _services.GetValueOrDefault(name);

    /// <summary>Adds a service.</summary>
    /// <returns>False where one of this name was added before.</returns>
    public bool TryAdd(ServiceOptions service) => _services.TryAdd(service.Name, service);

    /// <summary>Forgets a service.</summary>
    public void Remove(string name) => _services.TryRemove(name, out _);
}
