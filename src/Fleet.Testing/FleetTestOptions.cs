using Fleet.Testing.Workers;

namespace Fleet.Testing;

/// <summary>What the fleet under test consists of. Where nothing is said it is one cluster of the bot, without channels.</summary>
public sealed class FleetTestOptions
{
    private readonly List<string> _channels = [];
    private readonly List<WorkerClass> _services = [];

    internal FleetTestOptions(Type? bot)
    {
        BotClass = bot;
        ClusterCount = bot is null ? 0 : 1;
    }

    internal Type? BotClass { get; }

    internal WorkerTestOptions BotOptions { get; } = new();

    internal int ClusterCount { get; private set; }

    internal int? ShardCount { get; private set; }

    internal IReadOnlyList<string> ChannelNames => _channels;

    internal IReadOnlyList<WorkerClass> ServiceClasses => _services;

    internal TimeSpan RealPatience { get; private set; } = TimeSpan.FromSeconds(30);

    /// <summary>How many clusters run the bot, from 0 to 64. Default: 1.</summary>
    public FleetTestOptions Clusters(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, 64);
        if (BotClass is null && count > 0) throw new InvalidOperationException("Clusters run a bot: name its class in StartAsync<TBot>.");
        ClusterCount = count;
        return this;
    }

    /// <summary>How many shards the clusters divide. Default: as many as clusters.</summary>
    public FleetTestOptions Shards(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 0);
        ShardCount = count;
        return this;
    }

    /// <summary>Channels that the clusters divide; all of them exist in the chat.</summary>
    /// <param name="names">Their names, with or without '#'.</param>
    public FleetTestOptions Channels(params string[] names)
    {
        ArgumentNullException.ThrowIfNull(names);
        foreach (var name in names.Select(TestChat.Normalize))
            if (!_channels.Contains(name)) _channels.Add(name);
        return this;
    }

    /// <summary>Adds a service.</summary>
    /// <typeparam name="TService">Its class.</typeparam>
    /// <param name="name">Its name, such as <c>stats</c>; <c>tester</c> is the test's own.</param>
    /// <param name="configure">Its settings and services.</param>
    /// <exception cref="ArgumentException">It cannot be the name of a service, or there is one of that name.</exception>
    public FleetTestOptions Service<TService>(string name, Action<WorkerTestOptions>? configure = null)
        where TService : BaseServiceWorker
    {
        _ = SlotName.Service(name);
        if (name == FleetTestHost.TesterName || _services.Any(service => service.Name == name)) throw new ArgumentException($"There is a service \"{name}\" already.", nameof(name));
        var options = new WorkerTestOptions();
        configure?.Invoke(options);
        _services.Add(new WorkerClass(name, typeof(TService), options));
        return this;
    }

    /// <summary>The settings and services of the bot.</summary>
    public FleetTestOptions Bot(Action<WorkerTestOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        configure(BotOptions);
        return this;
    }

    /// <summary>How long the host waits, in real time, for what the fleet does by itself before it says what has not come. Default: 30 s; without end under a debugger.</summary>
    public FleetTestOptions Patience(TimeSpan limit)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(limit, TimeSpan.Zero);
        RealPatience = limit;
        return this;
    }
}
