using Fleet.Worker.Loading;
using Microsoft.Extensions.DependencyInjection;

namespace Fleet.Worker.Hosting;

/// <summary>Where a worker lives: a process of its own (<see cref="OwnProcess"/>), or, in the test of a bot, a process with others.</summary>
internal interface IWorkerPlace
{
    /// <summary>Ends where the worker is killed without its process: what the kernel would close is closed then.</summary>
    CancellationToken Killed { get; }

    /// <summary>Gets the bot's code.</summary>
    PluginLoad Load(PluginRequest request);

    /// <summary>Changes what the bot has registered.</summary>
    void Configure(IServiceCollection services);

    /// <summary>The worker is made, and not started yet.</summary>
    void Made(BaseWorker worker);

    /// <summary>Begins to listen for what happens to the whole process.</summary>
    /// <param name="onTerminate">Called when it is asked to end.</param>
    /// <param name="onUnhandled">Called with an exception that ends it.</param>
    /// <param name="onUnobserved">Called with an exception of a task that nobody looks at.</param>
    IDisposable Watch(Action onTerminate, Action<object> onUnhandled, Action<Exception> onUnobserved);
}
