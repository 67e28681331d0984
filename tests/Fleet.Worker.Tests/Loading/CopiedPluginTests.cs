using Fleet.TestKit.Plugins;
using Fleet.Worker.Loading;

namespace Fleet.Worker.Tests.Loading;

/// <summary>Workers load copies, of which the user knows nothing: every text names the file that was copied.</summary>
public sealed class CopiedPluginTests : PluginTest
{
    private const string TwoBots = "namespace Bots; public class One : BaseClusterWorker { } public class Two : BaseClusterWorker { }";

    [Fact]
    public void Fault_ThatNamesTheDll_NamesTheUsers()
    {
        var dll = BuildInBin(TwoBots);

        LoadCopyFault(dll).ToText().ShouldBe($"FLEET1006 MyBot.dll has 2 bot classes ({dll}). They are Bots.One, Bots.Two. Set bot.class to the full name of one.");
    }

    [Fact]
    public void Fault_ThatNamesAFileBesideTheDll_NamesTheUsers()
    {
        var dll = BuildInBin(PluginSource.Bot);
        File.WriteAllText(Path.ChangeExtension(dll, ".deps.json"), "{");

        var fault = LoadCopyFault(dll);

        fault.Where.ShouldBe(Path.ChangeExtension(dll, ".deps.json"));
        ShouldNotNameTheCopy(fault);
    }

    [Fact]
    public void Fault_ThatNamesTheFolder_NamesTheUsers()
    {
        var library = new PluginBuilder("Library", "public class Library { public static int Number() => 1; }").Build(Folder.Sub("bot"));
        var dll = new PluginBuilder("MyBot", PluginSource.Cluster("public Bot() => Library.Number();")) { References = [library] }.Build(Folder.Sub("bot"));
        File.Delete(library);

        var fault = CreateFault(LoadCopy(dll).Plugin.ShouldNotBeNull());

        fault.Code.ShouldBe("FLEET1007");
        fault.Where.ShouldBe(Folder["bot"]);
        ShouldNotNameTheCopy(fault);
    }

    [Fact]
    public void Fault_OfTheClass_NamesTheUsersDll()
    {
        var dll = BuildInBin(PluginSource.Cluster("public Bot(System.Net.Http.IHttpClientFactory http) { }"));

        var fault = CreateFault(LoadCopy(dll).Plugin.ShouldNotBeNull());

        fault.Where.ShouldBe(dll);
        ShouldNotNameTheCopy(fault);
    }

    [Fact]
    public async Task Fault_OfTheStart_NamesTheUsersFiles_InTheWordsOfItsExceptionToo()
    {
        var dll = BuildInBin(PluginSource.Starting("await Task.Yield(); throw new InvalidOperationException(typeof(Bot).Assembly.Location + \" is no good\");"));

        var fault = await StartFaultAsync(LoadCopy(dll).Plugin.ShouldNotBeNull());

        fault.Why.ShouldContain($"{dll} is no good");
        ShouldNotNameTheCopy(fault);
    }

    [Fact]
    public void Warning_NamesTheUsersFile()
    {
        var dll = BuildInBin(PluginSource.Bot);
        var config = Path.ChangeExtension(dll, ".runtimeconfig.json");
        File.WriteAllText(config, "{");

        LoadCopy(dll).Plugin.ShouldNotBeNull().Warnings.ShouldHaveSingleItem().ShouldStartWith($"{config} cannot be read");
    }

    [Fact]
    public void ReferenceAssembly_FromObj_IsSentToBin_ThoughTheCopyHasNone()
    {
        var bin = BuildInBin(PluginSource.Bot);
        var reference = new PluginBuilder("MyBot", PluginSource.Bot) { IsReferenceAssembly = true }.Build(Folder.Sub("bot", "obj", "Debug", "net10.0", "ref"));

        var fault = LoadCopyFault(reference);

        fault.Where.ShouldBe(reference);
        fault.Fix.ShouldBe($"Use {bin}.");
    }

    [Fact]
    public void File_ThatIsNoDll_IsSentToTheDllBesideIt()
    {
        var dll = BuildInBin(PluginSource.Bot);
        var program = Path.ChangeExtension(dll, null);
        File.WriteAllText(program, "#!/bin/sh");

        var fault = LoadCopyFault(program);

        fault.Where.ShouldBe(program);
        fault.Fix.ShouldBe($"Set bot.path to {dll}.");
    }

    private string BuildInBin(string source) => new PluginBuilder("MyBot", source).Build(Folder.Sub("bot", "bin", "Debug", "net10.0"));

    // As the Admiral does it: the whole folder.
    private PluginLoad LoadCopy(string source)
    {
        var copy = Folder.Sub("run", "generations", "1", "0-MyBot");
        foreach (var file in Directory.GetFiles(Path.GetDirectoryName(source)!)) File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
        return PluginLoader.Load(new PluginRequest(Path.Combine(copy, Path.GetFileName(source)), null, WorkerKind.Cluster, Source: source));
    }

    private PluginFault LoadCopyFault(string source)
    {
        var fault = LoadCopy(source).Fault.ShouldNotBeNull();
        ShouldNotNameTheCopy(fault);
        return fault;
    }

    private static void ShouldNotNameTheCopy(PluginFault fault)
    {
        fault.ToText().ShouldNotContain("generations");
        fault.Stack?.ShouldNotContain("generations");
    }
}
