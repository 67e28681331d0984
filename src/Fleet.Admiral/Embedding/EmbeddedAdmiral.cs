using System.Buffers;
using Fleet.Admiral.Control;
using Fleet.Admiral.Hosting;
using Fleet.Admiral.Loop;
using Fleet.Admiral.Routing;
using Fleet.Admiral.Sharding;
using Fleet.Planning.Orders;
using Fleet.Protocol.Payloads;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Fleet.Admiral.Embedding;

/// <summary>Runs the Admiral as a part of the host program, and is what the program's code speaks with.</summary>
/// <remarks>
/// Order of death: the host's stop orders the fleet's; the fleet ends; then the control server, the Admiral and its folder are let go, and <see cref="Completion"/> ends.
/// A fleet that ends by another order takes the host with it, unless the options say otherwise.
/// </remarks>
internal sealed partial class EmbeddedAdmiral : IFleetAdmiral, IHostProgram, IHostedService, IDisposable
{
    // After the order to kill everything there is nothing left to wait for but the kernel.
    private static readonly TimeSpan DeathAfterKill = TimeSpan.FromSeconds(5);

    private readonly EmbeddedConfig _source;
    private readonly IShardSource? _shardSource;
    private readonly FleetAdmiralOptions _options;
    private readonly IHostApplicationLifetime _lifetime;
    private readonly TimeProvider _time;
    private readonly ILoggerFactory _loggers;
    private readonly ILogger _log;
    private readonly ContractlessPayloadSerializer _serializer = new();
    private readonly HandlerTally _tally = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly TaskCompletionSource _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<FleetReady> _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly HostNotices _notices;
    private readonly HostInbox _inbox;
    private volatile RunningAdmiral? _running;
    private volatile AdmiralCalls? _calls;
    private Task _run = Task.CompletedTask;

    public EmbeddedAdmiral(EmbeddedConfig source, IOptions<FleetAdmiralOptions> options, IHostApplicationLifetime lifetime, TimeProvider time, ILoggerFactory loggers, IShardSource? shardSource = null)
    {
        _source = source;
        _shardSource = shardSource;
        _options = options.Value;
        _lifetime = lifetime;
        _time = time;
        _loggers = loggers;
        _log = loggers.CreateLogger<IFleetAdmiral>();
        _notices = new HostNotices(_tally, time, _log, _stopping.Token);
        _inbox = new HostInbox(_serializer, _tally, time, _log, _stopping.Token);
        Orders = new HostOrders(() => Running.Orders);
    }

    public IFleetOrders Orders { get; }

    public Task Completion => _completion.Task;

    public long Dropped => _tally.Dropped;

    public long Failed => _tally.Failed;

    private RunningAdmiral Running => _running ?? throw new InvalidOperationException("The fleet does not run: it starts with the host.");

    private AdmiralCalls Calls => _calls ?? throw new CommandException(CommandError.Unavailable, "The fleet does not run; the command was not executed.");

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var config = _source.Read();
        var taken = RunDirectory.Take(config);
        if (!taken.Succeeded) throw new FleetFaultException([taken.Fault]);
        var admiral = new RunningAdmiral(config, taken.Directory, _source.WorkerProgram, _shardSource, _time, _loggers);
        try
        {
            if (await admiral.PrepareAsync(cancellationToken) is [_, ..] faults) throw new FleetFaultException(faults);
            admiral.Core.Host = this;
            admiral.Core.Notices.Listen(Hear);
            // Before the first notice: its handler may ask.
            (_running, _calls) = (admiral, admiral.Core.Calls);
            LogStarting(_log, config.Name, config.Host);
            var control = await admiral.StartAsync();
            _run = RunAsync(admiral, control, taken.Directory);
        }
        catch
        {
            (_running, _calls) = (null, null);
            await admiral.DisposeAsync();
            taken.Directory.Dispose();
            throw;
        }
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_running is not { } running) return;
        running.Core.Order(new ShutdownOrder("the host program stops"));
        try
        {
            await _run.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (!_run.IsCompleted)
        {
            running.Core.Order(new ForceShutdownOrder("the host program's time to stop is over"));
            await _run.WaitAsync(DeathAfterKill, _time, CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        finally
        {
            await _stopping.CancelAsync();
        }
    }

    // The handlers' tokens may still be looked at, and there is no timer in it: the source is not disposed of.
    public void Dispose() => _stopping.Cancel();

    public async Task<FleetReady> WaitUntilReadyAsync(CancellationToken cancellationToken)
    {
        await Task.WhenAny(_ready.Task, _completion.Task).WaitAsync(cancellationToken);
        return _ready.Task.IsCompleted ? await _ready.Task : throw new InvalidOperationException("The fleet has stopped before it was ready.");
    }

    public IReadOnlyList<WorkerSummary> GetWorkers() => FleetView.Workers(Running.Core.Loop.Snapshot, Running.Core.Loop.Now);

    public FleetStats GetStats() => Running.Core.Stats.Last;

    public Task<FleetStats> CollectStatsAsync(CancellationToken cancellationToken) => Running.Core.Stats.CollectAsync(cancellationToken);

    public IDisposable OnNotice<TNotice>(Func<TNotice, CancellationToken, Task> handler)
        where TNotice : FleetNotice => _notices.Add(handler);

    public IDisposable On<T>(string eventName, Func<T, EventContext, Task> handler) => _inbox.Add(eventName, handler);

    public IDisposable Handle<TCommand, TReply>(Func<TCommand, CommandContext, Task<TReply>> handler, string? name) => _inbox.Add(name ?? typeof(TCommand).Name, handler);

    public void Send<T>(Target target, string eventName, T message) =>
        (_calls ?? throw new SendException(SendError.Closed, "The fleet does not run; the event was not sent.")).Send(target, eventName, message);

    public Task<TReply> CommandAsync<TReply>(Target target, object command, CommandOptions? options, CancellationToken cancellationToken) =>
        Calls.CommandAsync<TReply>(target, command, options, cancellationToken);

    public IAsyncEnumerable<CommandOutcome<TReply>> CommandAllAsync<TReply>(Target target, object command, CommandOptions? options, CancellationToken cancellationToken) =>
        Calls.CommandAllAsync<TReply>(target, command, options, cancellationToken);

    bool IHostProgram.TryTake(WorkerName from, ReadOnlySpan<byte> name, ReadOnlySpan<byte> payload) => _inbox.TryTake(from, name, payload);

    Task<Action<IBufferWriter<byte>>>? IHostProgram.TryBegin(AdmiralRequest request, ReadOnlySpan<byte> name, ReadOnlySpan<byte> payload) => _inbox.TryBegin(request, name, payload);

    private void Hear(FleetNotice notice)
    {
        if (notice is FleetReady ready) _ready.TrySetResult(ready);
        _notices.Tell(notice);
    }

    private async Task RunAsync(RunningAdmiral admiral, ControlServer control, RunDirectory directory)
    {
        try
        {
            await admiral.Core.Loop.Completion;
            LogEnded(_log);
        }
        catch (Exception e)
        {
            LogFailed(_log, e);
            _completion.TrySetException(e);
        }
        finally
        {
            _calls = null;
            await control.DisposeAsync();
            await admiral.DisposeAsync();
            directory.Dispose();
            _completion.TrySetResult();
            if (_options.StopProgramWithFleet) _lifetime.StopApplication();
        }
    }

    [LoggerMessage(1921, LogLevel.Information, "starting fleet {Fleet} on host {Host} in this program")]
    private static partial void LogStarting(ILogger logger, string fleet, string host);

    [LoggerMessage(1922, LogLevel.Information, "the fleet has stopped")]
    private static partial void LogEnded(ILogger logger);

    [LoggerMessage(1923, LogLevel.Critical, "The Admiral failed; its workers end with it.")]
    private static partial void LogFailed(ILogger logger, Exception exception);
}
