using Fleet.Admiral.Processes.Dumps;

namespace Fleet.Admiral.Tests.Processes.Dumps;

public sealed class DiagnosticsDumpWriterTests
{
    [Fact]
    public void Process_ThatRuns_IsNotStopped() => new DiagnosticsDumpWriter().IsStopped(Environment.ProcessId).ShouldBeFalse();

    [Fact]
    public void Process_ThatIsGone_IsNotStopped() => new DiagnosticsDumpWriter().IsStopped(int.MaxValue).ShouldBeFalse();
}
