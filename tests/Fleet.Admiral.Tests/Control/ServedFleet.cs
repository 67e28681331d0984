using Fleet.Admiral.Control;
using Microsoft.Extensions.Logging.Abstractions;

namespace Fleet.Admiral.Tests.Control;

/// <summary>A fake fleet behind a real socket.</summary>
internal sealed class ServedFleet : IAsyncDisposable
{
    private readonly TempFolder _folder = new();
    private readonly RunDirectory _run;
    private ControlServer? _server;

    private ServedFleet(string name)
    {
        Runtime = _folder["fleet"];
        _run = RunDirectory.Take(Runtime, name).Directory.ShouldNotBeNull();
        Folder = _folder.Path;
        Config = _folder.Write("fleet.json", $$"""{ "name": "{{name}}", "bot": { "path": "x" }, "runtime": { "directory": "{{Runtime}}" } }""");
    }

    public static TimeSpan Patience { get; } = TimeSpan.FromSeconds(30);

    public FakeFleetControl Control { get; } = new();

    /// <summary>A folder with the fleet's fleet.json.</summary>
    public string Folder { get; }

    public string Config { get; }

    public string Runtime { get; }

    public string Socket => _run.ControlSocket;

    public static async Task<ServedFleet> StartAsync(string name = "pingbot")
    {
        var fleet = new ServedFleet(name);
        fleet._server = await ControlServer.StartAsync(fleet.Control, new ControlOptions { Socket = fleet.Socket }, NullLoggerFactory.Instance, CancellationToken.None).WaitAsync(Patience);
        return fleet;
    }

    public ControlClient Client() => new(Socket);

    public async Task StopServingAsync()
    {
        if (_server is not null) await _server.DisposeAsync().AsTask().WaitAsync(Patience);
        _server = null;
    }

    public async ValueTask DisposeAsync()
    {
        await StopServingAsync();
        _run.Dispose();
        _folder.Dispose();
    }
}
