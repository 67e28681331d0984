using Fleet.Admiral.Processes;

namespace Fleet.Admiral.Tests.Processes;

public class ExitReadingTests
{
    [Theory]
    [InlineData(0, "exited with code 0 without saying goodbye")]
    [InlineData(3, "exited with code 3 without saying goodbye")]
    [InlineData(137, "ended by SIGKILL (exit 137)")]
    [InlineData(139, "ended by SIGSEGV (exit 139)")]
    [InlineData(143, "ended by SIGTERM (exit 143)")]
    [InlineData(150, "exited with code 150 without saying goodbye")]
    public void End_WithoutWords_IsItsCode(int exitCode, string expected) => ExitReading.Describe(exitCode, joined: true, []).ShouldBe(expected);

    [Theory]
    [InlineData(true, "ended by SIGHUP (exit 129): You must install .NET")]
    [InlineData(false, "the .NET runtime did not start (exit 129): You must install .NET")]
    public void CodeThatTheRuntimesHostUsesToo_IsReadByHowFarTheWorkerCame(bool joined, string expected) =>
        ExitReading.Describe(129, joined, ["You must install .NET"]).ShouldBe(expected);

    [Fact]
    public void CodeThatTheRuntimesHostUsesToo_WithoutItsWords_IsASignal() =>
        ExitReading.Describe(137, joined: false, []).ShouldBe("ended by SIGKILL (exit 137)");

    [Theory]
    [InlineData("before|Unhandled exception. System.InvalidOperationException: no|   at Bot.Go()", "System.InvalidOperationException: no")]
    [InlineData("Stack overflow.|Repeat 9 times:|   at Bot.Go()", "stack overflow (at Bot.Go())")]
    [InlineData("Stack overflow.", "stack overflow")]
    [InlineData("Out of memory.|   at Bot.Go()", "out of memory")]
    [InlineData("Process terminated.|it is enough|   at Bot.Go()", "Process terminated. it is enough")]
    [InlineData("Fatal error. Internal CLR error.|   at Bot.Go()", "Fatal error. Internal CLR error.")]
    [InlineData("Process terminated.", "Process terminated.")]
    [InlineData("one|two| |", "two")]
    public void LastWords_NameTheCause(string lines, string cause) =>
        ExitReading.Describe(134, joined: true, lines.Split('|')).ShouldBe($"ended by SIGABRT (exit 134): {cause}");

    [Fact]
    public void LastWords_ThatAreBlank_AreNoCause() => ExitReading.Describe(1, joined: true, ["", " "]).ShouldBe("exited with code 1 without saying goodbye");
}
