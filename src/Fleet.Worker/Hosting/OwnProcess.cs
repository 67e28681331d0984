using Fleet.Worker.Loading;
using Microsoft.Extensions.DependencyInjection;

namespace Fleet.Worker.Hosting;

/// <summary>A process that has one worker and nothing else: what happens to the process happens to the worker.</summary>
internal sealed class OwnProcess : IWorkerPlace
{
    public static OwnProcess Instance { get; } = new();

    /// <summary>Nobody is left to see this process killed.</summary>
    public CancellationToken Killed => CancellationToken.None;

    public PluginLoad Load(PluginRequest request) => PluginLoader.Load(request);

    public void Configure(IServiceCollection services)
    {
    }

    public void Made(BaseWorker worker)
    {
    }

    public IDisposable Watch(Action onTerminate, Action<object> onUnhandled, Action<Exception> onUnobserved) => new Listening(onTerminate, onUnhandled, onUnobserved);

    private sealed class Listening : IDisposable
    {
        private readonly WorkerSignals _signals;
        private readonly UnhandledExceptionEventHandler _unhandled;
        private readonly EventHandler<UnobservedTaskExceptionEventArgs> _unobserved;

        public Listening(Action onTerminate, Action<object> onUnhandled, Action<Exception> onUnobserved)
        {
            _signals = WorkerSignals.Listen(onTerminate);
            _unhandled = (_, e) => onUnhandled(e.ExceptionObject);
            _unobserved = (_, e) => onUnobserved(e.Exception);
            AppDomain.CurrentDomain.UnhandledException += _unhandled;
            TaskScheduler.UnobservedTaskException += _unobserved;
        }

        public void Dispose()
        {
            _signals.Dispose();
            AppDomain.CurrentDomain.UnhandledException -= _unhandled;
            TaskScheduler.UnobservedTaskException -= _unobserved;
        }
    }
}
