using Fleet.Admiral.Processes;

namespace Fleet.Admiral.Tests.Processes;

public class RuntimeSettingsTests
{
    [Fact]
    public void Worker_GetsASmallFirstGeneration_BesideWhatIsConfigured() =>
        RuntimeSettings.Under(new Dictionary<string, string> { ["TZ"] = "UTC" }, _ => null)
            .ShouldBe(new Dictionary<string, string> { ["TZ"] = "UTC", ["DOTNET_GCgen0size"] = "0x400000" }, ignoreOrder: true);

    [Fact]
    public void Setting_ThatIsConfigured_IsKept() =>
        RuntimeSettings.Under(new Dictionary<string, string> { ["DOTNET_GCgen0size"] = "0x1000000" }, _ => null)["DOTNET_GCgen0size"].ShouldBe("0x1000000");

    [Fact]
    public void Setting_ThatTheAdmiralItselfHas_IsInherited() =>
        RuntimeSettings.Under(new Dictionary<string, string>(), _ => "0x1000000").ShouldBeEmpty();

    [Fact]
    public void Heap_WithALimit_CannotGrowBeyondIt() =>
        RuntimeSettings.Under(new Dictionary<string, string>(), _ => null, 64 << 20)["DOTNET_GCHeapHardLimit"].ShouldBe("0x4000000");

    [Fact]
    public void HeapLimit_ThatIsConfigured_IsKept()
    {
        RuntimeSettings.Under(new Dictionary<string, string> { ["DOTNET_GCHeapHardLimit"] = "0x1" }, _ => null, 64 << 20)["DOTNET_GCHeapHardLimit"].ShouldBe("0x1");
        RuntimeSettings.Under(new Dictionary<string, string>(), _ => "0x1", 64 << 20).ShouldBeEmpty();
    }
}
