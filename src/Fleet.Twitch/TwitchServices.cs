using Fleet.Twitch.Connections;
using Fleet.Twitch.Options;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Fleet.Twitch;

/// <summary>Puts the chat into a worker's container.</summary>
public static class TwitchServices
{
    /// <summary>
    /// Adds a <see cref="TwitchChat"/> for the worker's channels, also as an <see cref="IWorkerComponent"/>, so that the runtime hands it over between generations.
    /// </summary>
    /// <param name="services">The worker's services.</param>
    /// <param name="settings">The worker's settings, with the members of <see cref="TwitchOptions"/> as keys.</param>
    /// <exception cref="OptionsValidationException">A setting is wrong; it names all that are.</exception>
    public static IServiceCollection AddTwitchChat(this IServiceCollection services, IConfiguration settings)
    {
        var options = TwitchSettings.Read(settings);
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(container => new TwitchChat(
            options,
            container.GetRequiredService<WorkerContext>().Assignment.Channels,
            // A test of the bot puts a chat in memory in its place.
            container.GetService<IIrcConnector>() ?? new IrcConnector(),
            container.GetRequiredService<TimeProvider>(),
            Random.Shared.NextDouble,
            container.GetRequiredService<ILogger<TwitchChat>>()));
        return services.AddSingleton<IWorkerComponent>(container => container.GetRequiredService<TwitchChat>());
    }
}
