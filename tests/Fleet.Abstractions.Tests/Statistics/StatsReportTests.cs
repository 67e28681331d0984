namespace Fleet.Abstractions.Tests.Statistics;

public class StatsReportTests
{
    [Fact]
    public void Set_Twice_KeepsTheLastFigure()
    {
        var report = new StatsReport();
        report.Set("messages", 1);
        report.Set("messages", 0);
        report.Values.ShouldBe(new Dictionary<string, double> { ["messages"] = 0 });
    }

    [Fact]
    public void Set_WithoutAName_IsRefused() => Should.Throw<ArgumentException>(() => new StatsReport().Set("", 1));
}
