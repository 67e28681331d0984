namespace Fleet.Abstractions.Tests.Identity;

public class WorkerNameTests
{
    [Theory]
    [InlineData("cluster-3#7", "cluster-3", 7)]
    [InlineData("stats#1", "stats", 1)]
    public void Text_OfAWorker_IsReadAndWrittenAlike(string text, string slot, int incarnation)
    {
        WorkerName.TryParse(text, out var worker).ShouldBeTrue();
        (worker.Slot.ToString(), worker.Incarnation, worker.ToString()).ShouldBe((slot, incarnation, text));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("stats")]
    [InlineData("#1")]
    [InlineData("stats#")]
    [InlineData("stats#-1")]
    [InlineData("stats#1#2")]
    [InlineData("stats# 1")]
    public void Text_OfNoWorker_IsRefused(string? text) => WorkerName.TryParse(text, out _).ShouldBeFalse();
}
