using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace Fleet.Worker.Hosting;

/// <summary>What every worker's container holds before the bot adds its own.</summary>
internal static class WorkerServices
{
    public static void Add(IServiceCollection services, WorkerContext context, ILoggerFactory loggers, TimeProvider time)
    {
        services.AddSingleton(context);
        services.AddSingleton(context.Identity);
        services.AddSingleton(context.Assignment);
        services.AddSingleton(context.Ipc);
        services.AddSingleton(context.Settings);
        services.AddSingleton(time);
        services.AddSingleton(loggers);
        services.TryAdd(ServiceDescriptor.Singleton(typeof(ILogger<>), typeof(Logger<>)));
        services.AddSingleton(context.Logger);
    }
}
