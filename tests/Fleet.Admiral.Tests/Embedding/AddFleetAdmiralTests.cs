using Fleet.Admiral.Embedding;
using Fleet.TestKit.Time;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Fleet.Admiral.Tests.Embedding;

/// <summary>Where an embedded fleet's configuration comes from, and what a program hears of a wrong one. Nothing is started.</summary>
public sealed class AddFleetAdmiralTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Configuration_OfAllSources_IsMerged_LaterOnesWin()
    {
        _folder.Write("fleet.json", """{ "name": "file", "bot": { "path": "bot/Bot.dll" }, "clusters": { "count": 2 }, "channels": ["ada"], "ipc": { "timeout": "7s" } }""");
        using var host = Build(
            new() { ["Fleet:name"] = "section", ["Fleet:clusters:count"] = "3", ["Fleet:channels:0"] = "grace", ["Fleet:channels:1"] = "alan", ["Fleet:bot:settings:Depth:Level"] = "4" },
            fleet => fleet.Set("clusters.count", "4"));

        var config = host.Services.GetRequiredService<EmbeddedConfig>().Read();

        (config.Name, config.ClusterCount, config.Ipc.Timeout).ShouldBe(("section", 4, TimeSpan.FromSeconds(7)));
        config.Channels.ShouldBe(["grace", "alan"]);
        config.Bot.Settings["Depth:Level"].ShouldBe("4");
        config.Bot.Path.ShouldBe(_folder["bot/Bot.dll"]);
    }

    [Fact]
    public void Configuration_WithoutAFile_IsThatOfTheSection()
    {
        using var host = Build(new() { ["Fleet:name"] = "x", ["Fleet:bot:path"] = "Bot.dll", ["Fleet:services:stats:path"] = "Stats.dll", ["Fleet:services:other"] = "" });

        var config = host.Services.GetRequiredService<EmbeddedConfig>().Read();

        config.Services.Select(service => $"{service.Name} {Path.GetFileName(service.Path)}").ShouldBe(["other Bot.dll", "stats Stats.dll"]);
        Path.GetDirectoryName(config.File).ShouldBe(_folder.Path);
    }

    [Fact]
    public async Task Start_WithAWrongConfiguration_SaysEverythingAtOnce()
    {
        using var host = Build(new() { ["Fleet:clusters:cuont"] = "3", ["Fleet:ipc:timeout"] = "soon" }, fleet => fleet.WorkerProgram = "nowhere/Fleet.Worker");

        var failure = await Should.ThrowAsync<FleetFaultException>(() => host.StartAsync().WithDeadline());

        failure.Faults.Select(fault => fault.Code).ShouldBe(["FLEET2001", "FLEET2003", "FLEET2003", "FLEET2003", "FLEET3006"], ignoreOrder: true);
        failure.Message.ShouldContain("FLEET2001 Fleet:clusters:cuont: unknown key \"clusters.cuont\". Did you mean \"clusters.count\"?");
        failure.Message.ShouldContain("ipc.timeout = \"soon\" (Fleet:ipc:timeout)");
        failure.Message.ShouldContain("bot.path is missing (section Fleet)");
        failure.Message.ShouldContain(Path.Combine(_folder.Path, "nowhere/Fleet.Worker"));
    }

    [Fact]
    public async Task Start_WithAFileThatIsNamedAndMissing_SaysSo()
    {
        using var host = Build([], fleet => fleet.File = "other.json");

        (await Should.ThrowAsync<FleetFaultException>(() => host.StartAsync().WithDeadline())).Faults.ShouldContain(fault => fault.Code == "FLEET2004");
    }

    [Theory]
    [InlineData("5s", 30)]
    [InlineData("2m", 130)]
    public void Host_WaitsForTheFleetsStop(string shutdown, int seconds)
    {
        using var host = Build(new() { ["Fleet:name"] = "x", ["Fleet:bot:path"] = "Bot.dll", ["Fleet:shutdown:timeout"] = shutdown });

        host.Services.GetRequiredService<IOptions<HostOptions>>().Value.ShutdownTimeout.ShouldBe(TimeSpan.FromSeconds(seconds));
    }

    [Fact]
    public async Task Admiral_ThatDoesNotRun_SaysSo_AndTakesHandlers()
    {
        using var host = Build([]);
        var fleet = host.Services.GetRequiredService<IFleetAdmiral>();

        fleet.OnNotice<WorkerLost>((_, _) => Task.CompletedTask).Dispose();
        fleet.On<string>("greet", (_, _) => Task.CompletedTask).Dispose();
        fleet.Handle<int, int>((number, _) => Task.FromResult(number)).Dispose();
        Should.Throw<InvalidOperationException>(() => fleet.GetWorkers());
        Should.Throw<SendException>(() => fleet.Send(Target.Everyone, "note", 1)).Error.ShouldBe(SendError.Closed);
        (await Should.ThrowAsync<CommandException>(() => fleet.CommandAsync<int>(Target.Service("stats"), 1))).Error.ShouldBe(CommandError.Unavailable);
        await Should.ThrowAsync<InvalidOperationException>(() => fleet.Orders.RestartAsync(["all"]));
    }

    private IHost Build(Dictionary<string, string?> configuration, Action<FleetAdmiralOptions>? configure = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { ContentRootPath = _folder.Path });
        builder.Configuration.AddInMemoryCollection(configuration);
        builder.AddFleetAdmiral();
        if (configure is not null) builder.Services.AddFleetAdmiral(configure);
        builder.Services.Count(service => service.ServiceType == typeof(IHostedService)).ShouldBe(1);
        return builder.Build();
    }
}
