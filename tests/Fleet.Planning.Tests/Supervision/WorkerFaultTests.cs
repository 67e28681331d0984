using Fleet.Planning.Supervision;

namespace Fleet.Planning.Tests.Supervision;

public sealed class WorkerFaultTests
{
    [Theory]
    [InlineData(null, null, null)]
    [InlineData(null, "", null)]
    [InlineData(null, "exit code 3", "exit code 3")]
    [InlineData("its start failed: no luck", null, "its start failed: no luck")]
    [InlineData("its start failed: no luck", "", "its start failed: no luck")]
    [InlineData("its start failed: no luck", "exit code 3", "its start failed: no luck (exit code 3)")]
    [InlineData("its start failed: no luck", "no luck", "its start failed: no luck")]
    public void AtEnd_SaysTheFaultOnce_AndWhatTheProcessLeft(string? fault, string? detail, string? expected) =>
        WorkerFault.AtEnd(fault, detail).ShouldBe(expected);
}
