using Fleet.Admiral.Processes;

namespace Fleet.Admiral.Tests.Processes;

public class ProcessMemoryTests
{
    [Fact]
    public void Process_ThatLives_HasMemory() => ProcessMemory.Of(Environment.ProcessId).ShouldBeGreaterThan(1024 * 1024);

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(int.MaxValue)]
    public void Process_ThatIsNot_HasNone(int pid) => ProcessMemory.Of(pid).ShouldBe(0);
}
