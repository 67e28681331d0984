using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace Fleet.Admiral.Embedding;

/// <summary>Puts an Admiral into a program of one's own.</summary>
public static class FleetAdmiralExtensions
{
    /// <summary>Runs a fleet as a part of this program: it starts with the host, and the host's stop stops it in order, within <c>shutdown.timeout</c>.</summary>
    /// <param name="builder">The program's builder.</param>
    /// <param name="configure">Where the fleet's configuration is, and what else to set; null for <c>fleet.json</c> and the section <c>Fleet</c>.</param>
    /// <remarks>The program's code speaks with the fleet by <see cref="IFleetAdmiral"/>. What is wrong with the configuration is a <see cref="FleetFaultException"/> of the host's start.</remarks>
    public static IHostApplicationBuilder AddFleetAdmiral(this IHostApplicationBuilder builder, Action<FleetAdmiralOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddFleetAdmiral(configure);
        return builder;
    }

    /// <summary>Runs a fleet as a part of this program: it starts with the host, and the host's stop stops it in order, within <c>shutdown.timeout</c>.</summary>
    /// <param name="services">The program's services.</param>
    /// <param name="configure">Where the fleet's configuration is, and what else to set; null for <c>fleet.json</c> and the section <c>Fleet</c>.</param>
    public static IServiceCollection AddFleetAdmiral(this IServiceCollection services, Action<FleetAdmiralOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        var options = services.AddOptions<FleetAdmiralOptions>();
        if (configure is not null) options.Configure(configure);
        if (services.Any(service => service.ServiceType == typeof(EmbeddedAdmiral))) return services;

        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<EmbeddedConfig>();
        services.AddSingleton<EmbeddedAdmiral>();
        services.AddSingleton<IFleetAdmiral>(provider => provider.GetRequiredService<EmbeddedAdmiral>());
        services.AddHostedService(provider => provider.GetRequiredService<EmbeddedAdmiral>());
        // The host gives up after 30 s by itself, in the middle of a longer orderly stop.
        services.AddOptions<HostOptions>().PostConfigure<EmbeddedConfig>((host, config) =>
        {
            if (config.LongestStop is { } stop && host.ShutdownTimeout < stop) host.ShutdownTimeout = stop;
        });
        return services;
    }
}
