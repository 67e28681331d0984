using Fleet.Admiral.CommandLine;
using Fleet.Admiral.Tests.Options;

namespace Fleet.Admiral.Tests.CommandLine;

public sealed class FleetCommandLineTests
{
    [Fact]
    public async Task Run_ValidConfiguration_RunsIt()
    {
        using var folder = new TempFolder();
        folder.Write("fleet.json", ConfigUnderTest.Minimal);
        var runner = new RanCommand.RecordingRunner();

        var ran = await RanCommand.RunAsync(folder.Path, "run --set clusters.count=3", runner: runner);

        ran.Code.ShouldBe(7);
        runner.Ran.ShouldNotBeNull().ClusterCount.ShouldBe(3);
    }

    [Fact]
    public async Task Run_BadConfiguration_TellsAllFaultsAndRunsNothing()
    {
        using var folder = new TempFolder();
        folder.Write("other.json", """{ "nam": "x" }""");
        var runner = new RanCommand.RecordingRunner();

        var ran = await RanCommand.RunAsync(folder.Path, "run other.json", runner: runner);

        ran.Code.ShouldBe(ExitCode.Configuration);
        ran.Out.ShouldBeEmpty();
        ran.Error.Split('\n').Length.ShouldBe(4);
        runner.Ran.ShouldBeNull();
    }

    [Theory]
    [InlineData("")]
    [InlineData("pss")]
    [InlineData("restart")]
    [InlineData("ps --jsn")]
    [InlineData("ps --timeout soon")]
    [InlineData("ps a b")]
    public async Task AnyVerb_WrongUse_IsTwoAndSaysWhereToLook(string arguments)
    {
        using var folder = new TempFolder();

        var ran = await RanCommand.RunAsync(folder.Path, arguments);

        ran.Code.ShouldBe(ExitCode.Usage);
        ran.Out.ShouldBeEmpty();
        ran.Error.ShouldContain("--help");
    }

    [Theory]
    [InlineData("run")]
    [InlineData("ps")]
    [InlineData("stats")]
    [InlineData("restart")]
    [InlineData("stop")]
    [InlineData("start")]
    public async Task AnyVerb_Help_EndsWithExamples(string verb)
    {
        using var folder = new TempFolder();

        var ran = await RanCommand.RunAsync(folder.Path, $"{verb} --help");

        ran.Code.ShouldBe(ExitCode.Done);
        ran.Out.ShouldContain($"Examples:\n  fleet {verb}");
        ran.Out.ShouldContain("--timeout <duration>");
        ran.Error.ShouldBeEmpty();
    }

    [Fact]
    public async Task Help_OfTheProgram_ListsTheVerbs()
    {
        using var folder = new TempFolder();

        var ran = await RanCommand.RunAsync(folder.Path, "--help");

        foreach (var verb in new[] { "run", "ps", "stats", "restart", "stop", "start" }) ran.Out.ShouldContain($"\n  {verb} ");
    }

    [Theory]
    [InlineData(0, "0s")]
    [InlineData(41.9, "41s")]
    [InlineData(187, "3m 7s")]
    [InlineData(18_720, "5h 12m")]
    [InlineData(double.MaxValue, "11574d 1h")]
    public void Quantity_Seconds_ShowsTheTwoLargestUnits(double seconds, string text) => Quantity.Seconds(seconds).ShouldBe(text);
}
