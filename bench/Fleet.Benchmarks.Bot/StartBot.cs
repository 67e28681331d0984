using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Fleet.Benchmarks.Bot;

/// <summary>A bot of ordinary size: some services of its own, text and JSON at its start, a few handlers. It connects to nothing, so its start is its code's.</summary>
public sealed partial class StartBot(ILogger<StartBot> log, Regex commands, Dictionary<string, string[]> answers) : BaseClusterWorker
{
    /// <summary>Called by the worker.</summary>
    public static void ConfigureServices(IServiceCollection services, IConfiguration settings)
    {
        services.AddSingleton(new Regex("^!(?<name>[a-z]+)( (?<argument>.+))?$", RegexOptions.CultureInvariant));
        services.AddSingleton(_ => JsonSerializer.Deserialize<Dictionary<string, string[]>>("""{ "ping": ["Pong!"], "dice": ["1", "2", "3", "4", "5", "6"] }""")!);
    }

    /// <inheritdoc/>
    protected override Task StartAsync(CancellationToken cancellationToken)
    {
        Ipc.Handle<Ask, Ask>((ask, _) => ask);
        Ipc.On<Taken>("taken", (taken, _) => Took(log, taken.Service));
        Started(log, Worker.Name.ToString(), answers[commands.Match("!dice 6").Groups["name"].Value].Length);
        return Task.CompletedTask;
    }

    [LoggerMessage(1, LogLevel.Information, "{Worker} knows {Answers} answers.")]
    private static partial void Started(ILogger log, string worker, int answers);

    [LoggerMessage(2, LogLevel.Information, "Service {Service} took events.")]
    private static partial void Took(ILogger log, int service);
}
