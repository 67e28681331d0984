using Fleet.TestKit.Plugins;
using Fleet.Worker.Loading;

namespace Fleet.Worker.Tests.Loading.Preflight;

public sealed class PathCheckTests : PluginTest
{
    [Fact]
    public void Path_OfTheOtherConfiguration_IsSuggested()
    {
        var debug = new PluginBuilder("MyBot", PluginSource.Bot).Build(Folder.Sub("bin", "Debug", "net10.0"));
        new PluginBuilder("MyBot", PluginSource.Bot) { IsReferenceAssembly = true }.Build(Folder.Sub("obj", "Debug", "net10.0", "ref"));

        var fault = LoadFault(Folder["bin", "Release", "net10.0", "MyBot.dll"]);

        fault.Permanent.ShouldBeTrue();
        fault.ToText().ShouldBe($"FLEET1001 bot.path does not exist ({Folder["bin", "Release", "net10.0", "MyBot.dll"]}). Found {debug}. Build with -c Release, or change bot.path.");
    }

    [Theory]
    [InlineData("bin/Release/net8.0/MyBot.dll")]
    [InlineData("bin/Release/net10.0/mybot.dll")]
    [InlineData("bin/Release/net10.0/publish/MyBot.dll")]
    public void Path_ThatIsNearlyRight_IsSuggested(string nearly)
    {
        var right = new PluginBuilder("MyBot", PluginSource.Bot).Build(Folder.Sub("bin", "Release", "net10.0"));

        LoadFault(Folder[nearly]).Why.ShouldBe($"Found {right}.");
    }

    [Fact]
    public void File_ThatIsNowhere_ListsTheDllsOfTheFolder()
    {
        File.WriteAllText(Folder["Other.dll"], "");
        File.WriteAllText(Folder["Another.dll"], "");

        var fault = LoadFault(Folder["MyBot.dll"]);

        fault.Code.ShouldBe("FLEET1001");
        fault.Why.ShouldBe("The folder has Another.dll, Other.dll.");
    }

    [Fact]
    public void File_InAFolderThatIsNotThere_SaysSo() => LoadFault("/fleet-nowhere/MyBot.dll").Why.ShouldBe("The folder /fleet-nowhere does not exist either.");

    [Fact]
    public void Folder_InPlaceOfAFile_ListsItsDlls()
    {
        Build(PluginSource.Bot);

        LoadFault(Folder.Path).ToText().ShouldBe($"FLEET1001 bot.path is a folder, not a DLL ({Folder.Path}). The folder has MyBot.dll. Set bot.path to the DLL of the bot.");
    }

    [Fact]
    public void Path_ThatIsRelative_IsRefused() => LoadFault("bin/MyBot.dll").What.ShouldBe("bot.path is not an absolute path");

    [Fact]
    public void Text_OfAService_NamesItsKey() =>
        PluginLoader.Load(new PluginRequest(Folder["Gone.dll"], null, WorkerKind.Service, "services.stats")).Fault.ShouldNotBeNull().What.ShouldBe("services.stats.path does not exist");
}
