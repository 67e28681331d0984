using System.Net.Sockets;
using Fleet.Protocol.Connections;
using Fleet.Protocol.Handshake;
using Fleet.Protocol.Messages;
using Fleet.Protocol.Payloads;
using Fleet.Worker.Evaluation;
using Fleet.Worker.Fetching;
using Fleet.Worker.Loading;
using Fleet.Worker.Messaging;
using Fleet.Worker.Running;
using Fleet.Worker.Telemetry;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Fleet.Worker.Hosting;

/// <summary>A worker from its ticket to its end, to be read from top to bottom: connect, load, start, live, leave.</summary>
internal sealed partial class WorkerRun : IAsyncDisposable
{
    private static readonly TimeSpan ConnectLimit = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan WelcomeLimit = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LastWordLimit = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan TerminateLimit = TimeSpan.FromSeconds(10);

    private readonly IProcessEnd _end;
    private readonly TimeProvider _time;
    private readonly IWorkerPlace _place;
    private readonly IPayloadSerializer _serializer = new ContractlessPayloadSerializer();
    private readonly HandlersInHand _inHand = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly TaskCompletionSource<Welcome> _welcome = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<DisconnectReason> _linkLost = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly LinkLoggerProvider _logs;
    private readonly ILogger _log;
    private readonly AdmiralLink _link;
    private readonly WorkerIpc _ipc;
    private readonly OutgoingCalls _calls;
    private readonly CommandHandlers _commands;
    private readonly LaunchTicket _ticket;
    private WorkerLife? _life;
    private StatsSampler? _stats;

    private WorkerRun(LaunchTicket ticket, Socket socket, IProcessEnd end, TimeProvider time, IWorkerPlace place)
    {
        _ticket = ticket;
        _end = end;
        _time = time;
        _place = place;
        // Real time: it protects the link, which is as real where a test owns the clock.
        _logs = new LinkLoggerProvider(TimeProvider.System);
        _log = _logs.CreateLogger("Fleet.Worker");
        EventSubscriptions events = new(_serializer, _inHand, _log) { Stopping = _stopping.Token };
        CommandHandlers? commands = null;
        OutgoingCalls? calls = null;
        _link = new AdmiralLink(socket, ticket, link =>
        {
            commands = new CommandHandlers(link, _serializer, _inHand, _time);
            calls = new OutgoingCalls(link, _serializer, _time);
            var hooks = new DispatcherHooks(w => _welcome.TrySetResult(w), OnLifeOrder, n => _stats?.Answer(n), n => _stats?.CountDropped(n));
            return new FrameDispatcher(events, commands, calls, hooks, _log);
        }, OnClosed);
        _calls = calls!;
        _commands = commands!;
        _ipc = new WorkerIpc(_link, _serializer, events, _commands, _calls, _time);
        _logs.Attach(_link);
    }

    /// <summary>Lives a worker's life.</summary>
    /// <param name="ticket">Where the Admiral is, and what proves this worker to it.</param>
    /// <param name="end">How the process ends where its life is cut short.</param>
    /// <param name="time">The clock of all deadlines.</param>
    /// <param name="place">Where the worker lives; null for this process, which is then all its own.</param>
    /// <returns>The exit code of the process.</returns>
    public static async Task<int> RunAsync(LaunchTicket ticket, IProcessEnd end, TimeProvider time, IWorkerPlace? place = null)
    {
        Socket socket;
        try
        {
            socket = LocalEndpoint.Connect(ticket.SocketPath, ConnectLimit);
        }
        catch (Exception e) when (e is SocketException or TimeoutException)
        {
            await Console.Error.WriteLineAsync($"The Admiral does not answer at {ticket.SocketPath}: {e.Message}");
            return WorkerExitCodes.HandshakeFailed;
        }

        place ??= OwnProcess.Instance;
        await using var run = new WorkerRun(ticket, socket, end, time, place);
        using var killed = place.Killed.UnsafeRegister(static run => ((WorkerRun)run!).OnKilled(), run);
        try
        {
            return await run.LiveAsync();
        }
        catch (OperationCanceledException) when (place.Killed.IsCancellationRequested)
        {
            return WorkerExitCodes.LinkLost;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _link.DisposeAsync();
        _logs.Dispose();
        _stopping.Dispose();
    }

    // The link first: what the bot does when its tokens end reaches nobody any more.
    private void OnKilled()
    {
        _link.Close();
        _linkLost.TrySetResult(DisconnectReason.ClosedLocally);
        _ = _stopping.CancelAsync();
    }

    /// <summary>Ends the worker as if the Admiral had ordered it: for a SIGTERM that somebody sent to this process alone.</summary>
    private void OnTerminate()
    {
        // The Admiral does not know of this end, so nobody else would see to it.
        _end.GuardAgainstHangs(TerminateLimit + LastWordLimit);
        OnLifeOrder(new LifeOrder.Stop(TerminateLimit, StopReason.Ordered));
    }

    private async Task<int> LiveAsync()
    {
        using var heartbeat = new HeartbeatThread(_link, _calls, _inHand, _time);
        _link.Start();
        SendHello();
        Welcome welcome;
        try
        {
            welcome = await _welcome.Task.WaitAsync(WelcomeLimit, _time, _stopping.Token);
        }
        catch (TimeoutException)
        {
            await Console.Error.WriteLineAsync("The Admiral did not answer the handshake.");
            return WorkerExitCodes.HandshakeFailed;
        }

        heartbeat.Start();
        using var watch = _place.Watch(OnTerminate, OnUnhandled, e => LogUnobserved(_log, e));
        return await LiveAsync(welcome);
    }

    private async Task<int> LiveAsync(Welcome welcome)
    {
        _logs.LeastLevel = (LogLevel)welcome.LeastLogLevel;
        _ipc.CommandTimeout = welcome.CommandTimeout;
        _ipc.Fetches.Timeout = welcome.FetchTimeout;
        if (welcome.Identity.Slot.Kind == WorkerKind.Cluster) _ipc.Fetches.ShardCount = welcome.Assignment.ShardCount;
        var load = _place.Load(new PluginRequest(welcome.PluginPath, welcome.PluginClass, welcome.Identity.Slot.Kind, welcome.ConfigKey, welcome.PluginSource));
        if (load.Plugin is not { } plugin) return await FailAsync(load.Fault!);
        foreach (var warning in plugin.Warnings) LogPluginWarning(_log, warning);

        var settings = new ConfigurationBuilder().AddInMemoryCollection(welcome.Settings).Build();
        var services = new ServiceCollection();
        var loggers = new LoggerFactory([_logs], new LoggerFilterOptions { MinLevel = LogLevel.Trace });
        var context = new WorkerContext(welcome.Identity, welcome.Assignment, _ipc, loggers.CreateLogger(plugin.WorkerClass), settings) { StartingStatus = welcome.StartingStatus };
        WorkerServices.Add(services, context, loggers, _time);
        if (plugin.ConfigureServices(services, settings) is { } unconfigured) return await FailAsync(unconfigured);
        _place.Configure(services);

        await using var provider = services.BuildServiceProvider();
        if (!plugin.TryCreate(provider, out var worker, out var uncreated)) return await FailAsync(uncreated);
        worker.Attach(context);
        _place.Made(worker);
        // Where nobody may, not even the handler is there.
        if (welcome.EvalTimeout > TimeSpan.Zero)
        {
            _ipc.Evaluations.Timeout = welcome.EvalTimeout;
            new EvalDesk(worker, _ipc, new ScriptCompiler(ScriptCompiler.BesideTheWorker)).AddTo(_commands);
        }

        if (worker is BaseClusterWorker cluster) new FetchDesk(cluster, welcome.Identity, welcome.Assignment, _serializer).AddTo(_commands);
        IReadOnlyList<IWorkerComponent> components;
        try
        {
            components = [.. provider.GetServices<IWorkerComponent>()];
            if (ComponentNames.Check(components, plugin.WorkerClass) is { } unnamed) return await FailAsync(unnamed);
        }
        catch (Exception e)
        {
            return await FailAsync(plugin.FromStartException(e));
        }

        _stats = new StatsSampler(worker, context, _link, _serializer, _time, _log);
        var life = new WorkerLife(worker, components, plugin, _link, _serializer, _inHand, welcome.DrainPatience, _time, _log);
        if (await StartAsync(worker, plugin, welcome.StartDeadline) is { } fault) return await FailAsync(fault);
        Volatile.Write(ref _life, life);
        SendReady();

        var ended = await Task.WhenAny(life.RunAsync(), _linkLost.Task);
        if (ended == _linkLost.Task) return WorkerExitCodes.LinkLost;
        await ended;
        await _stopping.CancelAsync();
        await SayGoodbyeAsync();
        return WorkerExitCodes.Stopped;
    }

    private async Task<PluginFault?> StartAsync(BaseWorker worker, LoadedPlugin plugin, TimeSpan limit)
    {
        using var deadline = new CancellationTokenSource(limit, _time);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, _stopping.Token);
        try
        {
            // On the pool: a StartAsync that never returns, not even to await, must not keep this method from saying so.
            var failure = await Task.Run(() => TryStartAsync(worker, plugin, ending.Token), CancellationToken.None).WaitAsync(limit + TimeSpan.FromMilliseconds(500), _time, _stopping.Token);
            return failure is null ? null : plugin.FromStartException(failure);
        }
        catch (TimeoutException)
        {
            return new PluginFault(
                "FLEET1010",
                $"{_ticket.Worker} did not become ready in {limit.TotalSeconds:0.###} s",
                plugin.WorkerClass.FullName!,
                "StartAsync is still running.",
                "Pass its token on to whatever it waits for, do long work after the start, or raise start.timeout.",
                Permanent: false);
        }
    }

    // The exception as a value: a task that ends cancelled does not keep the words of its exception through the waits above.
    private static async Task<Exception?> TryStartAsync(BaseWorker worker, LoadedPlugin plugin, CancellationToken deadline)
    {
        try
        {
            using (plugin.EnterContext()) await worker.RunStartAsync(deadline);
            return null;
        }
        catch (Exception e)
        {
            return e;
        }
    }

    private async Task<int> FailAsync(PluginFault fault)
    {
        FaultMessages.Send(_link, FaultMessages.Of(FaultStage.Start, fault));
        await _link.CloseAfterFlushAsync(LastWordLimit);
        return WorkerExitCodes.PluginFault;
    }

    private async Task SayGoodbyeAsync()
    {
        SendBare(MessageKind.Goodbye);
        await _link.CloseAfterFlushAsync(LastWordLimit);
    }

    private void OnLifeOrder(LifeOrder order)
    {
        if (Volatile.Read(ref _life) is { } life)
        {
            life.Give(order);
            return;
        }

        // Not ready yet: nothing is active, so there is nothing to leave in order.
        if (order is LifeOrder.Stop) _ = EndEarlyAsync();
    }

    private async Task EndEarlyAsync()
    {
        await SayGoodbyeAsync();
        _end.Exit(WorkerExitCodes.Stopped);
    }

    private void OnClosed(DisconnectReason reason)
    {
        // The bot's code that waits for answers runs right here, and may not come back.
        if (reason != DisconnectReason.ClosedLocally) _end.GuardAgainstHangs();
        _calls.LoseAll();
        if (reason == DisconnectReason.ClosedLocally) return;
        _linkLost.TrySetResult(reason);
        _end.Exit(WorkerExitCodes.LinkLost);
    }

    private void OnUnhandled(object exception)
    {
        var error = exception as Exception;
        FaultMessages.Send(_link, new Fault(
            FaultStage.Crash,
            Permanent: false,
            "FLEET4103",
            $"{_ticket.Worker} crashed",
            error?.TargetSite?.DeclaringType?.FullName ?? "an unknown place",
            $"Nobody caught {error?.GetType().FullName ?? "an exception"}: {error?.Message ?? exception.ToString()}",
            "Catch it where it is thrown: an exception on a thread of its own, or in an async void method, ends the process.",
            error?.ToString()));
    }

    private void SendHello()
    {
        Span<byte> header = stackalloc byte[128];
        var length = new Hello(ProtocolVersion.Current, _ticket.Worker, _ticket.Token).Write(header);
        _ = _link.TrySend(header[..length], default, SendLane.Control);
        _link.Flush();
    }

    private void SendReady() => SendBare(MessageKind.Ready);

    private void SendBare(MessageKind kind)
    {
        Span<byte> header = stackalloc byte[8];
        var length = MessageHeader.WriteBare(kind, header);
        _ = _link.TrySend(header[..length], default, SendLane.Control);
        _link.Flush();
    }

    [LoggerMessage(2301, LogLevel.Warning, "{Warning}")]
    private static partial void LogPluginWarning(ILogger logger, string warning);

    [LoggerMessage(2302, LogLevel.Error, "A task failed and nobody looked at it.")]
    private static partial void LogUnobserved(ILogger logger, Exception exception);
}
