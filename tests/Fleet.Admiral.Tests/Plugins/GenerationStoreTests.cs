using Fleet.Admiral.Plugins;

namespace Fleet.Admiral.Tests.Plugins;

public sealed class GenerationStoreTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly FakeBuilder _builder = new();
    private readonly List<string> _told = [];
    private readonly GenerationStore _store;

    public GenerationStoreTests()
    {
        _folder.Write("run/generations/9/old/Left.dll", "by a killed admiral");
        _store = new GenerationStore(_folder["run/generations"], _told.Add, _builder);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Open_LeftBehind_IsDeleted() => Directory.EnumerateFileSystemEntries(_folder["run/generations"]).ShouldBeEmpty();

    [Fact]
    public async Task Prepare_Dll_CopiesItsWholeFolder()
    {
        var dll = _folder.Write("bot/PingBot.dll", "one");
        _folder.Write("bot/runtimes/linux-x64/native/lib.so", "native");

        var dlls = await PreparedAsync(1, ("bot", dll), ("services.stats", dll));

        dlls["bot"].ShouldBe(_folder["run/generations/1/0-PingBot/PingBot.dll"]);
        dlls["services.stats"].ShouldBe(dlls["bot"]);
        File.ReadAllText(dlls["bot"]).ShouldBe("one");
        File.ReadAllText(_folder["run/generations/1/0-PingBot/runtimes/linux-x64/native/lib.so"]).ShouldBe("native");
    }

    [Fact]
    public async Task Dll_OfEachGeneration_RemembersWhereItCameFrom()
    {
        var dll = _folder.Write("bot/PingBot.dll", "one");

        var first = await PrepareAsync(1, [("bot", _folder["bot"])]);
        var second = await PrepareAsync(2, [("bot", dll)]);

        first.Dlls["bot"].Source.ShouldBe(dll);
        second.Dlls["bot"].ShouldBe(first.Dlls["bot"]);
    }

    [Fact]
    public async Task Prepare_SourceOverwritten_LeavesTheOldGenerationAlone()
    {
        var dll = _folder.Write("bot/PingBot.dll", "one");
        var first = await PreparedAsync(1, ("bot", dll));

        File.WriteAllText(dll, "second");
        var second = await PreparedAsync(2, ("bot", dll));

        File.ReadAllText(first["bot"]).ShouldBe("one");
        File.ReadAllText(second["bot"]).ShouldBe("second");
    }

    [Fact]
    public async Task Prepare_SourceUnchanged_SharesTheCopyUntilNobodyUsesIt()
    {
        var bot = _folder.Write("bot/PingBot.dll", "one");
        var stats = _folder.Write("stats/Stats.dll", "one");
        var first = await PreparedAsync(1, ("bot", bot), ("services.stats", stats));
        File.WriteAllText(stats, "changed");
        var second = await PreparedAsync(2, ("bot", bot), ("services.stats", stats));

        second["bot"].ShouldBe(first["bot"]);
        second["services.stats"].ShouldNotBe(first["services.stats"]);

        _store.Release(1);
        File.Exists(second["bot"]).ShouldBeTrue();
        File.Exists(first["services.stats"]).ShouldBeFalse();

        _store.Release(2);
        _store.Release(2);
        Directory.EnumerateFileSystemEntries(_folder["run/generations"]).ShouldBeEmpty();
    }

    [Fact]
    public async Task Prepare_Project_IsBuiltOnceAndFirst()
    {
        var project = _folder.Write("src/PingBot.csproj", "<Project/>");
        _builder.Answer = _ => new ProjectBuild(_folder.Write("src/bin/PingBot.dll", "built"), null);

        var dlls = await PreparedAsync(1, ("bot", project), ("services.stats", project));

        File.ReadAllText(dlls["services.stats"]).ShouldBe("built");
        _builder.Built.ShouldBe([project]);
        _told.ShouldBe(["building PingBot.csproj …"]);

        await PreparedAsync(2, ("bot", project));
        _builder.Built.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Prepare_ProjectDoesNotBuild_SaysWhy()
    {
        var project = _folder.Write("src/PingBot.csproj", "<Project/>");
        _builder.Answer = _ => new ProjectBuild(null, "Bot.cs(1,2): error CS1002: ; expected");

        (await FaultsAsync(1, ("bot", project), ("services.stats", project)))
            .ShouldBe([$"FLEET1011 bot.path: building {project} failed. Nothing was started or replaced.\nBot.cs(1,2): error CS1002: ; expected"]);
    }

    [Fact]
    public async Task Prepare_Missing_NamesWhatItFound()
    {
        var debug = _folder.Write("bot/bin/Debug/net10.0/PingBot.dll", "");
        _folder.Write("bot/obj/Debug/net10.0/ref/PingBot.dll", "");
        var release = _folder["bot/bin/Release/net10.0/PingBot.dll"];

        (await FaultsAsync(1, ("bot", release), ("services.stats", release)))
            .ShouldBe([$"FLEET1001 bot.path does not exist: {release}. Found {debug}. Build with -c Release, or change bot.path."]);
    }

    [Fact]
    public async Task Prepare_Misspelt_NamesTheNeighbour()
    {
        var right = _folder.Write("bot/PingBot.csproj", "");
        var wrong = _folder["bot/PingBto.csproj"];

        (await FaultsAsync(1, ("services.stats", wrong)))
            .ShouldBe([$"FLEET1001 services.stats.path does not exist: {wrong}. Found {right}. Change services.stats.path."]);
    }

    [Fact]
    public async Task Prepare_SeveralFaults_AreToldTogether()
    {
        var text = _folder.Write("bot/readme.txt", "");

        var faults = await FaultsAsync(1, ("bot", text), ("services.stats", _folder["nowhere/at/all/Quite.dll"]));

        faults.Select(fault => fault[..9]).ShouldBe(["FLEET1012", "FLEET1001"]);
    }

    [Theory]
    [InlineData("Bot.dll,Bot.deps.json,Lib.dll", "Bot.dll")]
    [InlineData("folder.dll,Other.dll", "folder.dll")]
    [InlineData("Only.dll,readme.txt", "Only.dll")]
    public async Task Prepare_Folder_ChoosesItsDll(string files, string chosen)
    {
        foreach (var file in files.Split(',')) _folder.Write($"folder/{file}", file);

        Path.GetFileName((await PreparedAsync(1, ("bot", _folder["folder"])))["bot"]).ShouldBe(chosen);
    }

    [Theory]
    [InlineData("A.dll,B.dll", "Name one of: A.dll, B.dll")]
    [InlineData("readme.txt", "It has no DLL.")]
    [InlineData("Bot.csproj", "Name its project: ")]
    public async Task Prepare_FolderWithoutAChoice_SaysWhatToName(string files, string advice)
    {
        foreach (var file in files.Split(',')) _folder.Write($"folder/{file}", file);

        var fault = (await FaultsAsync(1, ("bot", _folder["folder"]))).ShouldHaveSingleItem();

        fault.ShouldStartWith($"FLEET1012 bot.path is a folder from which no DLL can be chosen: {_folder["folder"]}. {advice}");
    }

    [Fact]
    public async Task Prepare_CopyFails_KeepsNothingAndMayBeTriedAgain()
    {
        var dll = _folder.Write("bot/PingBot.dll", "");
        File.CreateSymbolicLink(_folder["bot/broken.dll"], _folder["nowhere"]);

        (await FaultsAsync(1, ("bot", dll))).ShouldHaveSingleItem().ShouldStartWith($"FLEET1013 bot.path: {_folder["bot"]} cannot be copied to ");
        Directory.EnumerateFileSystemEntries(_folder["run/generations"]).ShouldBeEmpty();

        File.Delete(_folder["bot/broken.dll"]);
        await PreparedAsync(1, ("bot", dll));
    }

    [Fact]
    public async Task Prepare_RunDirectoryInsideTheBotsFolder_IsLeftOut()
    {
        var dll = _folder.Write("PingBot.dll", "");

        var dlls = await PreparedAsync(1, ("bot", dll));
        await PreparedAsync(2, ("bot", dll));

        Directory.Exists(Path.Combine(Path.GetDirectoryName(dlls["bot"])!, "run")).ShouldBeFalse();
    }

    [Fact]
    public async Task Prepare_Cancelled_KeepsNothing()
    {
        var dll = _folder.Write("bot/PingBot.dll", "");

        await Should.ThrowAsync<OperationCanceledException>(() => _store.PrepareAsync(1, [new PluginSpec("bot", dll)], new CancellationToken(canceled: true)));

        await PreparedAsync(1, ("bot", dll));
    }

    private async Task<IReadOnlyDictionary<string, string>> PreparedAsync(int generation, params (string Key, string Path)[] plugins)
    {
        var result = await PrepareAsync(generation, plugins);
        result.Faults.ShouldBeEmpty();
        return result.Dlls.ToDictionary(dll => dll.Key, dll => dll.Value.Path);
    }

    private async Task<string[]> FaultsAsync(int generation, params (string Key, string Path)[] plugins)
    {
        var result = await PrepareAsync(generation, plugins);
        result.Succeeded.ShouldBeFalse();
        return [.. result.Faults.Select(fault => fault.ToString())];
    }

    private Task<GenerationResult> PrepareAsync(int generation, (string Key, string Path)[] plugins) =>
        _store.PrepareAsync(generation, [.. plugins.Select(plugin => new PluginSpec(plugin.Key, plugin.Path))], CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(30));
}
