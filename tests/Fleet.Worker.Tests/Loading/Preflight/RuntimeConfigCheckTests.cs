using Fleet.TestKit.Plugins;

namespace Fleet.Worker.Tests.Loading.Preflight;

public sealed class RuntimeConfigCheckTests : PluginTest
{
    [Theory]
    [InlineData("""{ "framework": { "name": "Microsoft.NETCore.App", "version": "10.0.0" } }""")]
    [InlineData("""{ "framework": { "name": "Microsoft.NETCore.App", "version": "8.0.0" } }""")]
    [InlineData("""{ "framework": { "name": "Microsoft.NETCore.App", "version": "10.0.99" } }""")]
    [InlineData("""{ "frameworks": [ { "name": "Microsoft.NETCore.App", "version": "10.0.0" }, { "name": "Microsoft.AspNetCore.App", "version": "10.0.0-rc.1" } ], "tfm": "net10.0" }""")]
    [InlineData("""{ "includedFrameworks": [ { "name": "Microsoft.NETCore.App", "version": "10.0.14" } ] }""")]
    [InlineData("""{ "frameworks": 7, "framework": [], "x": null }""")]
    public void Frameworks_ThatTheWorkerHas_AreAccepted(string options) => Load(With(options)).Warnings.ShouldBeEmpty();

    [Fact]
    public void Framework_ThatTheWorkerLacks_IsNamed()
    {
        var fault = LoadFault(With("""{ "frameworks": [ { "name": "Microsoft.WindowsDesktop.App", "version": "10.0.0" } ] }"""));

        fault.Code.ShouldBe("FLEET1004");
        fault.What.ShouldBe("MyBot.dll needs the framework Microsoft.WindowsDesktop.App");
        fault.Where.ShouldBe(Folder["MyBot.runtimeconfig.json"]);
    }

    [Fact]
    public void Framework_ThatIsNewer_IsNamed() =>
        LoadFault(With("""{ "framework": { "name": "Microsoft.AspNetCore.App", "version": "11.0.0" } }""")).What.ShouldBe("MyBot.dll needs Microsoft.AspNetCore.App 11.0");

    [Fact]
    public void File_ThatIsBroken_IsAWarning()
    {
        var path = Build(PluginSource.Bot);
        File.WriteAllText(Folder["MyBot.runtimeconfig.json"], "{");

        Load(path).Warnings.ShouldHaveSingleItem().ShouldContain("MyBot.runtimeconfig.json");
    }

    private string With(string options)
    {
        File.WriteAllText(Folder["MyBot.runtimeconfig.json"], $"{{ \"runtimeOptions\": {options} }}");
        return Build(PluginSource.Bot);
    }
}
