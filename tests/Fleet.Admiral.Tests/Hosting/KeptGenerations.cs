using Fleet.Admiral.Hosting;
using Fleet.Admiral.Options;
using Fleet.Admiral.Plugins;
using Fleet.Admiral.Tests.Options;
using Fleet.Admiral.Tests.Plugins;
using Fleet.TestKit.Time;

namespace Fleet.Admiral.Tests.Hosting;

/// <summary>The real keeper and store of generations, over files that only look like code: a bot for two clusters, and the services simulator, which is pinned, and stats.</summary>
internal sealed class KeptGenerations : IDisposable
{
    private readonly TempFolder _folder;

    public KeptGenerations(TempFolder folder, IProjectBuilder? builder = null, string? bot = null)
    {
        _folder = folder;
        Config = ConfigUnderTest.Valid($$"""
            {
              "name": "pingbot",
              "bot": { "path": "{{bot ?? folder.Write("bot/Bot.dll", "bot")}}" },
              "clusters": { "count": 2 },
              "services": {
                "simulator": { "path": "{{folder.Write("simulator/Simulator.dll", "simulator")}}", "pinned": true },
                "stats": { "path": "{{folder.Write("stats/Stats.dll", "stats")}}" }
              }
            }
            """);
        Keeper = new GenerationKeeper(Config, new GenerationStore(folder["run/generations"], _ => { }, builder ?? new FakeBuilder()), Book);
    }

    public FleetConfig Config { get; }

    public GenerationBook Book { get; } = new();

    public GenerationKeeper Keeper { get; }

    /// <summary>Prepares code for slots.</summary>
    public Task<GenerationResult> PrepareAsync(params string[] slots) =>
        Keeper.PrepareNextAsync([.. slots.Select(SlotName.Parse)], CancellationToken.None).WithDeadline();

    /// <summary>The code is built anew.</summary>
    public void Change(string folder)
    {
        foreach (var dll in Directory.GetFiles(_folder[folder], "*.dll")) File.AppendAllText(dll, ", changed");
    }

    public void Dispose() => Keeper.Dispose();
}
