using System.Collections.Immutable;
using Fleet.Admiral.Control;
using Fleet.Planning.Operations;
using Fleet.Planning.Orders;
using Fleet.Planning.Snapshots;
using Fleet.Planning.Supervision;
using Fleet.Testing.Chat;
using Fleet.Testing.Waiting;
using Fleet.Testing.Workers;

namespace Fleet.Testing;

/// <summary>
/// A whole fleet in the process of a test: the planner, the router, the wire and the workers are those of a real fleet. What differs: workers have no process of their
/// own, the clock is the test's, and the chat is in memory.
/// </summary>
/// <remarks>
/// Everything that the host itself waits for has a deadline in real time (<see cref="FleetTestOptions.Patience"/>), and says what has not come. A worker of its own,
/// the service <c>tester</c>, is the test's place in the fleet.
/// </remarks>
public sealed class FleetTestHost : IAsyncDisposable
{
    internal const string TesterName = "tester";

    // How long what is under way is given, in real time, before the clock jumps: a hook that itself waits for the clock never comes to rest.
    private static readonly TimeSpan LongestSettling = TimeSpan.FromSeconds(5);

    // An operation, or a stop, that has not got on for so long in real time waits for the clock: so it is given time, in steps.
    private static readonly TimeSpan Stalled = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(1);
    private const int LooksPerStep = 20;

    private readonly Patience _patience;
    private readonly FleetParts _parts;
    private int _isDisposed;

    private FleetTestHost(FleetTestOptions options)
    {
        _patience = new Patience(options.RealPatience);
        Clock = new TestClock();
        Logs = new TestLogs(_patience);
        var server = new ChatServer(Clock);
        Chat = new TestChat(server, _patience);
        _parts = new FleetParts(options, Clock, server, Logs);
        Clock.Settle = Settle;
        Clock.Jumped = _parts.Core.Loop.Wake;
    }

    /// <summary>The clock: nothing that goes by time happens until it is advanced.</summary>
    public TestClock Clock { get; }

    /// <summary>The chat, for bots that use <c>Fleet.Twitch</c>.</summary>
    public TestChat Chat { get; }

    /// <summary>The log of the Admiral and all workers.</summary>
    public TestLogs Logs { get; }

    /// <summary>The test's own way into the fleet, as a worker's: it sends, asks, subscribes and gives orders under the name <c>tester</c>.</summary>
    public IFleetIpc Ipc => Worker<TesterService>(TesterName).Link;

    private FleetSnapshot Snapshot => _parts.Core.Loop.Snapshot;

    /// <summary>Starts a fleet whose clusters run a bot, and waits until every worker is active.</summary>
    /// <typeparam name="TBot">The bot's class.</typeparam>
    /// <param name="configure">Says what else there is. Default: one cluster, no channels.</param>
    /// <exception cref="FleetTestException">A worker could not be started; it says which and why.</exception>
    /// <exception cref="TimeoutException">A worker is not active in time; it says where it stands.</exception>
    public static Task<FleetTestHost> StartAsync<TBot>(Action<FleetTestOptions>? configure = null)
        where TBot : BaseClusterWorker => StartAsync(new FleetTestOptions(typeof(TBot)), configure);

    /// <summary>Starts a fleet of services only, and waits until every worker is active.</summary>
    /// <param name="configure">Names the services.</param>
    /// <exception cref="FleetTestException">A worker could not be started; it says which and why.</exception>
    /// <exception cref="TimeoutException">A worker is not active in time; it says where it stands.</exception>
    public static Task<FleetTestHost> StartAsync(Action<FleetTestOptions> configure) => StartAsync(new FleetTestOptions(bot: null), configure);

    /// <summary>The object of the worker that is active in a slot now: after a restart it is another.</summary>
    /// <typeparam name="TWorker">Its class.</typeparam>
    /// <param name="slot">The slot: <c>cluster-0</c>, or a service's name.</param>
    /// <exception cref="FleetTestException">Nobody is active in the slot, or it is of another class.</exception>
    public TWorker Worker<TWorker>(string slot)
        where TWorker : BaseWorker
    {
        var record = SlotOf(slot);
        var instance = record.Route is { } name ? _parts.Launcher.Find(name)?.Instance : null;
        return instance as TWorker ?? throw new FleetTestException(
            instance is null ? $"Nobody is active in {slot}. {Describe(record)}" : $"The worker of {slot} is a {instance.GetType()}, not a {typeof(TWorker)}.");
    }

    /// <summary>Waits until a worker is active in a slot, and messages go to it.</summary>
    /// <param name="slot">The slot: <c>cluster-0</c>, or a service's name.</param>
    /// <exception cref="TimeoutException">None is; it says why, and whether the slot only waits for the clock.</exception>
    public async Task WaitForActiveAsync(string slot)
    {
        var name = SlotOf(slot).Slot;
        await WhenAsync(snapshot => snapshot.Slots.TryGetValue(name, out var record) && IsServed(record), () => $"{slot} is not active. {Describe(SlotOf(slot))}").ConfigureAwait(false);
    }

    /// <summary>
    /// Kills the worker of a slot, as a crash would: its link and its connections to the chat break, and it is told nothing. Ends when the Admiral has noticed. What
    /// follows is what follows a crash: the first new start comes at once, later ones wait for the clock.
    /// </summary>
    /// <param name="slot">The slot: <c>cluster-0</c>, or a service's name.</param>
    /// <exception cref="FleetTestException">The slot has no worker.</exception>
    public async Task KillAsync(string slot)
    {
        var record = SlotOf(slot);
        var victim = record.Route ?? (record.Workers is [.., var newest] ? newest.Name : throw new FleetTestException($"{slot} has no worker to kill. {Describe(record)}"));
        _parts.Launcher.Find(victim)?.Kill();
        await WhenAsync(snapshot => snapshot.FindWorker(victim) is null, () => $"The Admiral has not noticed the end of {victim}.").ConfigureAwait(false);
    }

    /// <summary>
    /// Replaces workers by handover, as <c>fleet restart</c> does, and waits for the end of it. The clock is advanced by the time for which old workers are kept
    /// (3 s for each slot): otherwise the restart would never end. Where it does not get on for two seconds, because a handler waits for the clock, time passes too, second by second.
    /// </summary>
    /// <param name="slots">The slots; none for all.</param>
    /// <exception cref="FleetTestException">It failed, or was refused; it says why and who serves now.</exception>
    public Task RestartAsync(params string[] slots)
    {
        ArgumentNullException.ThrowIfNull(slots);
        IReadOnlyList<string> names = slots.Length > 0 ? slots : [.. Snapshot.Slots.Keys.Select(slot => slot.ToString()).Where(slot => slot != TesterName)];
        return OperateAsync(ct => _parts.Control.RestartAsync(new RestartRequest(names, Hard: false), ct), $"The restart of {string.Join(", ", names)} has not ended.");
    }

    /// <summary>Divides shards and channels over another number of clusters, as <c>fleet scale</c> does, and waits for the end of it. The clock is advanced as in a restart.</summary>
    /// <param name="clusters">How many, from 1.</param>
    /// <exception cref="FleetTestException">It failed, or was refused; it says why.</exception>
    public Task ReshardAsync(int clusters) =>
        OperateAsync(ct => _parts.Control.ReshardAsync(new ReshardRequest(clusters), ct), $"The reshard to {clusters} clusters has not ended.");

    /// <summary>Stops the fleet in order, as <c>fleet stop</c> does. A worker that does not stop has its deadlines passed by the clock, and is killed.</summary>
    /// <exception cref="TimeoutException">Something of the fleet does not end; it says what.</exception>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) != 0) return;
        var loop = _parts.Core.Loop;
        try
        {
            _parts.Core.Order(new ShutdownOrder("the test is over"));
            await Task.WhenAny(loop.Completion, Task.Delay(Stalled, TimeProvider.System)).ConfigureAwait(false);
            for (var passed = TimeSpan.Zero; !loop.Completion.IsCompleted && passed <= _parts.StopsWithin; passed += Step)
            {
                Clock.Pass(Step);
                await Task.WhenAny(loop.Completion, RestAsync(LooksPerStep, CancellationToken.None)).ConfigureAwait(false);
            }

            await _patience.WaitAsync(loop.Completion, () => $"The fleet does not stop. {Describe()}").ConfigureAwait(false);
        }
        finally
        {
            await _parts.Core.DisposeAsync().ConfigureAwait(false);
            await _patience.WaitAsync(_parts.Launcher.EndedAsync(), () => $"Workers are stopped and go on: {string.Join(", ", _parts.Launcher.Living)}. Does Dispose of one of their services wait for something?").ConfigureAwait(false);
            _parts.Dispose();
        }
    }

    // Away from the test's synchronization context, which the loops of the fleet must not live in.
    private static Task<FleetTestHost> StartAsync(FleetTestOptions options, Action<FleetTestOptions>? configure) => Task.Run(async () =>
    {
        configure?.Invoke(options);
        var host = new FleetTestHost(options);
        try
        {
            await host._parts.StartAsync().ConfigureAwait(false);
            await host.WhenAsync(host.HasStarted, () => $"The fleet has not started. {host.Describe()}").ConfigureAwait(false);
            return host;
        }
        catch
        {
            // What went wrong first is what the author wants to know.
            await host.DisposeAsync().AsTask().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw;
        }
    });

    private static bool IsServed(SlotRecord slot) => slot.Find(slot.Route) is { Phase: WorkerPhase.Active, Fault: null };

    private bool HasStarted(FleetSnapshot snapshot)
    {
        var lost = snapshot.Slots.Values.Where(slot => slot.LastFailure is not null).Select(slot => $"{slot.Slot} did not start: {slot.LastFailure}").ToList();
        return lost.Count > 0 ? throw new FleetTestException(string.Join('\n', lost)) : snapshot.Slots.Values.All(IsServed);
    }

    private async Task OperateAsync(Func<CancellationToken, IAsyncEnumerable<OperationProgress>> operate, string what)
    {
        using var over = new CancellationTokenSource();
        var ageing = AgeAsync(over.Token);
        try
        {
            var operation = Task.Run(async () => await operate(over.Token).LastAsync(over.Token).ConfigureAwait(false));
            await _patience.WaitAsync(operation, () => $"{what} {Describe()}").ConfigureAwait(false);
            var result = (await operation.ConfigureAwait(false)).Result!;
            if (result.Outcome != Fleet.Admiral.Control.OperationOutcome.Succeeded) throw new FleetTestException(result.Message);
        }
        finally
        {
            await over.CancelAsync().ConfigureAwait(false);
            await ageing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    // Lets the time pass for which old workers are kept beside their successors, each time that there are others of them; and what somebody waits for.
    private async Task AgeAsync(CancellationToken over)
    {
        var kept = ImmutableArray<SlotName>.Empty;
        var (version, since) = (-1L, 0L);
        while (true)
        {
            var snapshot = Snapshot;
            ImmutableArray<SlotName> warm = [.. (snapshot.Operation?.Slots ?? []).Where(step => step.Progress == SlotProgress.Warm).Select(step => step.Slot)];
            var isOther = !warm.SequenceEqual(kept);
            kept = warm;
            if (isOther && !warm.IsEmpty) Clock.Advance(_parts.KeptFor);
            if (snapshot.Version != version) (version, since) = (snapshot.Version, TimeProvider.System.GetTimestamp());
            var isStalled = TimeProvider.System.GetElapsedTime(since) > Stalled;
            if (isStalled) Clock.Pass(Step);
            await RestAsync(isStalled ? LooksPerStep : 1, over).ConfigureAwait(false);
        }
    }

    // Piece by piece, each of which needs the processor for a moment: where that is busy the rest becomes longer, as does what the fleet has to do in it.
    private static async Task RestAsync(int looks, CancellationToken over)
    {
        for (; looks > 0; looks--) await Task.Delay(Look, TimeProvider.System, over).ConfigureAwait(false);
    }

    private async Task WhenAsync(Func<FleetSnapshot, bool> holds, Func<string> what)
    {
        using var late = new CancellationTokenSource(_patience.Limit, TimeProvider.System);
        try
        {
            await foreach (var snapshot in _parts.Core.Loop.WatchAsync(late.Token).ConfigureAwait(false))
                if (holds(snapshot)) return;
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested)
        {
            throw _patience.Overdue(what());
        }

        throw new FleetTestException($"The fleet has stopped. {what()}");
    }

    // Spins, since whoever advances a clock is not one to await: what is under way takes a millisecond or two.
    private void Settle()
    {
        var began = TimeProvider.System.GetTimestamp();
        var turn = new SpinWait();
        while (!IsCalm() && TimeProvider.System.GetElapsedTime(began) < LongestSettling) turn.SpinOnce();
    }

    private bool IsCalm() =>
        _parts.ChatServer.IsCalm && Snapshot.Slots.Values.All(slot => slot.Workers.All(worker => worker.Phase is WorkerPhase.Ready or WorkerPhase.Active));

    private SlotRecord SlotOf(string slot) =>
        SlotName.TryParse(slot, out var name) && Snapshot.Slots.TryGetValue(name, out var record)
            ? record
            : throw new FleetTestException($"There is no slot \"{slot}\". There are: {string.Join(", ", Snapshot.Slots.Keys)}.");

    private string Describe() => string.Join(' ', Snapshot.Slots.Values.Where(slot => !IsServed(slot) || slot.Workers.Length != 1).Select(Describe));

    private string Describe(SlotRecord slot)
    {
        var workers = slot.Workers.Select(worker => $"{worker.Name} is {worker.Phase}");
        var wait = slot.RetryAt is { } at && slot.Workers.IsEmpty
            ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{slot.Slot} is started again when the clock is advanced by {(at - _parts.Core.Loop.Now).TotalSeconds:0.###} s")
            : slot.Workers.IsEmpty ? $"{slot.Slot} has no worker" : "";
        var loss = slot.LastFailure is { } why ? $"its last loss: {why}" : "";
        return string.Join("; ", workers.Append(wait).Append(loss).Where(part => part.Length > 0)) + ".";
    }
}
