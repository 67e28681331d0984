using System.Reflection;
using Fleet.TestKit.Ipc;
using Fleet.TestKit.Time;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Fleet.Samples.Tests;

/// <summary>A worker as the runtime would build and drive it, in this process.</summary>
internal sealed class WorkerUnderTest<TWorker> : IAsyncDisposable
    where TWorker : BaseWorker
{
    private readonly ServiceProvider _container;
    private readonly IWorkerComponent[] _components;

    public WorkerUnderTest(InMemoryIpc ipc, WorkerName name, IReadOnlyList<string> channels, params (string Key, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)))
            .Build();
        var services = new ServiceCollection().AddLogging(logging => logging.AddProvider(Log));
        typeof(TWorker).GetMethod("ConfigureServices", BindingFlags.Public | BindingFlags.Static)?.Invoke(null, [services, configuration]);
        services.AddSingleton(container => new WorkerContext(
            new WorkerIdentity("test", "here", name, 1), new WorkAssignment([], 0, channels), ipc, container.GetRequiredService<ILogger<TWorker>>(), configuration));
        _container = services.BuildServiceProvider();
        _components = [.. _container.GetServices<IWorkerComponent>()];
        Worker = ActivatorUtilities.CreateInstance<TWorker>(_container);
        Worker.Attach(_container.GetRequiredService<WorkerContext>());
    }

    public TWorker Worker { get; }

    public RecordingLog Log { get; } = new();

    public async Task StartAsync() => await Worker.RunStartAsync(CancellationToken.None).WithDeadline();

    /// <summary>Components first, then the worker.</summary>
    public async Task ActivateAsync(IReadOnlyDictionary<string, HandoverState?>? states = null)
    {
        foreach (var component in _components) await component.ActivateAsync(states?.GetValueOrDefault(component.Name), CancellationToken.None).WithDeadline();
        await Worker.RunActivateAsync(states?.GetValueOrDefault(""), CancellationToken.None).WithDeadline();
    }

    /// <summary>The worker first, then its components; the worker's own state has the empty name.</summary>
    public async Task<IReadOnlyDictionary<string, HandoverState?>> DeactivateAsync()
    {
        var states = new Dictionary<string, HandoverState?> { [""] = await Worker.RunDeactivateAsync(CancellationToken.None).WithDeadline() };
        foreach (var component in _components.Reverse()) states[component.Name] = await component.DeactivateAsync(CancellationToken.None).WithDeadline();
        return states;
    }

    public IReadOnlyDictionary<string, double> Stats()
    {
        var report = new StatsReport();
        Worker.RunReportStats(report);
        return report.Values;
    }

    public async ValueTask DisposeAsync()
    {
        await Worker.RunStopAsync(StopReason.Replaced, CancellationToken.None).WithDeadline();
        foreach (var component in _components.Reverse()) await component.StopAsync(StopReason.Replaced, CancellationToken.None).WithDeadline();
        await _container.DisposeAsync();
    }
}
