using Fleet.Admiral.Processes;
using Fleet.Protocol.Handshake;
using Fleet.Testing.Chat;
using Fleet.Twitch.Connections;
using Fleet.Worker.Hosting;
using Fleet.Worker.Loading;
using Microsoft.Extensions.DependencyInjection;

namespace Fleet.Testing.Workers;

/// <summary>
/// A worker without a process. Killed, it loses what the kernel would take from it, its link and its connections to the chat, at once; then its tokens end and its
/// services are disposed of. Code of the bot that minds none of this runs on, as nothing but a process can be ended by force.
/// </summary>
internal sealed class InProcessWorker(WorkerParts parts, LaunchTicket ticket, IWorkerProcessEvents events) : IWorkerProcess, IWorkerPlace, IProcessEnd
{
    private const int KilledCode = 137;
    private const int CrashedCode = 134;

    private readonly ChatConnector _chat = new(parts.Chat);
    private readonly CancellationTokenSource _killed = new();
    private readonly TaskCompletionSource<int> _exit = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile WorkerClass? _class;
    private volatile BaseWorker? _instance;
    private volatile string[] _lastLines = [];

    /// <summary>The process of the test; the Admiral admits connections of that one.</summary>
    public int Pid => Environment.ProcessId;

    public IReadOnlyList<string> LastErrorLines => _lastLines;

    public CancellationToken Killed => _killed.Token;

    /// <summary>The bot's own object; null until it is made.</summary>
    public BaseWorker? Instance => _instance;

    /// <summary>Ends when all of the worker has.</summary>
    public Task Ended => _ended.Task;

    /// <summary>Begins its life.</summary>
    /// <param name="onEnded">Called at its end.</param>
    public void Start(Action onEnded) => _ = Task.Run(async () =>
    {
        await LiveAsync();
        onEnded();
        _ended.TrySetResult();
    });

    public void Kill() => Exit(KilledCode);

    public void Exit(int code)
    {
        if (!_exit.TrySetResult(code)) return;
        _chat.Cut();
        _killed.Cancel();
    }

    public PluginLoad Load(PluginRequest request)
    {
        if (!parts.Classes.TryGetValue(request.ConfigKey, out var found))
            return PluginLoad.Of(new PluginFault("FLEET1005", $"The test knows no class for {request.ConfigKey}", request.Path, "", "Name it by Service<T> in the options of the host.", Permanent: true));
        _class = found;
        return PluginLoader.Take(request, found.Class);
    }

    public void Configure(IServiceCollection services)
    {
        services.AddSingleton<IIrcConnector>(_chat);
        foreach (var change in _class!.Options.ServiceChanges) change(services);
    }

    public void Made(BaseWorker worker) => _instance = worker;

    public IDisposable Watch(Action onTerminate, Action<object> onUnhandled, Action<Exception> onUnobserved) => NothingToWatch.Instance;

    public void GuardAgainstHangs()
    {
    }

    public void GuardAgainstHangs(TimeSpan patience)
    {
    }

    // Its source has neither a timer nor a handle, and who asks for its token may come late.
    public void Dispose()
    {
    }

    private async Task LiveAsync()
    {
        var run = Task.Run(() => WorkerRun.RunAsync(ticket, this, parts.Clock, this));
        await Task.WhenAny(run, _exit.Task);
        // A process is gone as a whole, and so is this from here on.
        if (run.IsCompletedSuccessfully) Exit(await run);
        else if (run.IsCompleted) Crash(run.Exception?.InnerException ?? new TaskCanceledException(run));
        events.OnExited(this, await _exit.Task);
        await ((Task)run).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private void Crash(Exception failure)
    {
        _lastLines = [$"Unhandled exception. {failure.GetType().FullName}: {failure.Message}"];
        Exit(CrashedCode);
    }

    private sealed class NothingToWatch : IDisposable
    {
        public static NothingToWatch Instance { get; } = new();

        public void Dispose()
        {
        }
    }
}
