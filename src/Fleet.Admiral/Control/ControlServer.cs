using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Fleet.Admiral.Control;

/// <summary>Serves the control API on a Unix socket that only this user can reach.</summary>
public sealed class ControlServer : IAsyncDisposable
{
    private const int MostConnections = 64;
    private const int LongestRequest = 64 * 1024;
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(2);

    private readonly WebApplication _app;
    private readonly string _socket;

    private ControlServer(WebApplication app, string socket)
    {
        _app = app;
        _socket = socket;
    }

    /// <summary>Starts to listen. Whoever calls holds the folder of the socket (<see cref="RunDirectory"/>).</summary>
    /// <param name="control">What is served.</param>
    /// <param name="options">Where.</param>
    /// <param name="logs">For errors of the Admiral's own; requests are not logged.</param>
    /// <param name="ct">Gives the start up.</param>
    /// <exception cref="IOException">The socket cannot be made.</exception>
    public static async Task<ControlServer> StartAsync(IFleetControl control, ControlOptions options, ILoggerFactory logs, CancellationToken ct)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => Configure(kestrel, options.Socket));
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton<IHostLifetime, OwnedLifetime>();
        var app = builder.Build();
        new ControlApi(control, logs.CreateLogger<ControlServer>()).Map(app);
        var server = new ControlServer(app, options.Socket);
        try
        {
            await app.StartAsync(ct);
            File.SetUnixFileMode(options.Socket, OwnerOnly);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Stops listening. Watchers of operations get 2 s to read their last item.</summary>
    public async ValueTask DisposeAsync()
    {
        using var deadline = new CancellationTokenSource(Farewell, TimeProvider.System);
        await _app.StopAsync(deadline.Token);
        await _app.DisposeAsync();
        File.Delete(_socket);
    }

    private static void Configure(KestrelServerOptions kestrel, string socket)
    {
        kestrel.ListenUnixSocket(socket, listen => listen.Protocols = HttpProtocols.Http1);
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxConcurrentConnections = MostConnections;
        kestrel.Limits.MaxRequestBodySize = LongestRequest;
    }

    /// <summary>The server lives as long as its owner says. The platform's lifetime would end it at SIGTERM, before the fleet has stopped.</summary>
    private sealed class OwnedLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
