using Microsoft.Extensions.DependencyInjection;

namespace Fleet.Testing;

/// <summary>How one kind of worker differs from its everyday life.</summary>
public sealed class WorkerTestOptions
{
    internal Dictionary<string, string?> SettingValues { get; } = new(StringComparer.OrdinalIgnoreCase);

    internal List<Action<IServiceCollection>> ServiceChanges { get; } = [];

    /// <summary>Sets a key of the worker's settings, as <c>bot.settings</c> or <c>services.{name}.settings</c> of <c>fleet.json</c> would.</summary>
    /// <param name="key">The key; parts are divided by ':'.</param>
    /// <param name="value">Its value.</param>
    public WorkerTestOptions Setting(string key, string? value)
    {
        SettingValues[key] = value;
        return this;
    }

    /// <summary>Changes the worker's services after its own <c>ConfigureServices</c>: what is added here is found first, so a fake takes a dependency's place.</summary>
    /// <param name="configure">Called for each worker that is started, with a container of its own.</param>
    public WorkerTestOptions ConfigureServices(Action<IServiceCollection> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        ServiceChanges.Add(configure);
        return this;
    }
}
