using Fleet.TestKit.Plugins;

namespace Fleet.Worker.Tests.Loading.Faults;

public sealed class StartFaultsTests : PluginTest
{
    [Fact]
    public void Constructor_ThatThrows_IsUnwrapped()
    {
        var fault = CreateFault(Load(Build(PluginSource.ThrowsInConstructor)));

        fault.Code.ShouldBe("FLEET1010");
        fault.What.ShouldBe("Bots.Bot failed in its construction");
        fault.Where.ShouldStartWith("Bots.Bot..ctor()");
        fault.Why.ShouldBe("InvalidOperationException: no luck in the constructor.");
        fault.Permanent.ShouldBeFalse();
        fault.Stack.ShouldNotBeNull().ShouldContain("no luck");
    }

    [Fact]
    public void StaticConstructor_ThatThrows_IsUnwrapped()
    {
        var fault = CreateFault(Load(Build(PluginSource.ThrowsInStaticConstructor)));

        fault.Code.ShouldBe("FLEET1010");
        fault.What.ShouldBe("Bots.Bot failed in the static constructor of Bots.Bot");
        fault.Why.ShouldBe("InvalidOperationException: no luck in the static constructor.");
    }

    [Fact]
    public async Task Start_ThatThrows_IsWorthAnotherTry()
    {
        var fault = await StartFaultAsync(Load(Build(PluginSource.ThrowsInStart)));

        fault.Code.ShouldBe("FLEET1010");
        fault.What.ShouldBe("Bots.Bot failed in StartAsync");
        fault.Where.ShouldStartWith("Bots.Bot.StartAsync");
        fault.Permanent.ShouldBeFalse();
    }

    [Fact]
    public async Task Exception_WithACause_NamesBoth()
    {
        var fault = await StartFaultAsync(Load(Build(PluginSource.Starting("""await Task.Yield(); throw new InvalidOperationException("no database", new TimeoutException("after 5 s"));"""))));

        fault.Why.ShouldBe("InvalidOperationException: no database — because of TimeoutException: after 5 s.");
    }

    [Fact]
    public async Task Exception_ThatCannotBePrinted_IsStillAFault()
    {
        var fault = await StartFaultAsync(Load(Build(PluginSource.ThrowsUnspeakable)));

        fault.Code.ShouldBe("FLEET1010");
        fault.Why.ShouldContain("Unspeakable");
    }

    [Fact]
    public async Task Memory_ThatIsUsedUp_IsAFaultLikeAnyOther() =>
        (await StartFaultAsync(Load(Build(PluginSource.RunsOutOfMemory)))).Why.ShouldStartWith("OutOfMemoryException");

    [Fact]
    public async Task Message_OfManyLines_BecomesOneShortLine()
    {
        var fault = await StartFaultAsync(Load(Build(PluginSource.Starting("""await Task.Yield(); throw new Exception(string.Join('\n', new string[1000].Select(_ => "line")));"""))));

        fault.ToText().ShouldNotContain("\n");
        fault.Why.Length.ShouldBeLessThan(600);
    }

    [Fact]
    public void Property_UsedInTheConstructor_IsExplainedByItsOwnSentence()
    {
        var fault = CreateFault(Load(Build(PluginSource.Cluster("public Bot() => Ipc.ToString();"))));

        fault.Code.ShouldBe("FLEET1010");
        fault.Why.ShouldContain("attached after construction");
    }
}
