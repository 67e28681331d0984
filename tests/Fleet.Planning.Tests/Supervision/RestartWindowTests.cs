using System.Collections.Immutable;
using Fleet.Planning.Specs;
using Fleet.Planning.Supervision;

namespace Fleet.Planning.Tests.Supervision;

public sealed class RestartWindowTests
{
    private static readonly DateTimeOffset Now = new(2025, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(new double[] { 0, 0, 0, 0 }, false)]
    [InlineData(new double[] { 0, 0, 0, 0, 0 }, true)]
    [InlineData(new double[] { 300, 200, 100, 50, 0 }, true)]
    [InlineData(new double[] { 301, 200, 100, 50, 0 }, false)]
    [InlineData(new double[] { 999, 999, 300, 200, 100, 50, 0 }, true)]
    public void IsExceeded_LossesSecondsAgo_CountsThoseInTheWindow(double[] secondsAgo, bool exceeded) =>
        RestartWindow.IsExceeded(new WindowSpec(), [.. secondsAgo.Select(seconds => Now.AddSeconds(-seconds))], Now).ShouldBe(exceeded);

    [Fact]
    public void Add_ManyLosses_KeepsTheLast()
    {
        var losses = ImmutableArray<DateTimeOffset>.Empty;
        for (var i = 0; i < 100; i++) losses = RestartWindow.Add(losses, Now.AddSeconds(i));
        losses.Length.ShouldBe(WindowSpec.MostLosses);
        losses[^1].ShouldBe(Now.AddSeconds(99));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(33)]
    public void WindowSpec_LossesThatCannotBeCounted_Throws(int losses) =>
        Should.Throw<ArgumentOutOfRangeException>(() => new WindowSpec { Losses = losses });
}
