namespace Fleet.Abstractions.Tests.Fetch;

public class FetchResultTests
{
    private static readonly FetchFailure s_silent = new(Target.Cluster(2), CommandError.TimedOut, "No answer came.");

    [Fact]
    public void Found_HasItsValue()
    {
        var result = new FetchResult<string>("7", "wren", SlotName.Cluster(1));

        result.Outcome.ShouldBe(FetchOutcome.Found);
        result.Value.ShouldBe("wren");
        result.GetValueOrDefault().ShouldBe("wren");
        result.From.ShouldBe(SlotName.Cluster(1));
        result.ToString().ShouldBe("7 was found in cluster-1.");
    }

    [Fact]
    public void NotFound_IsNull_AndHasNoValue()
    {
        var result = new FetchResult<string>("7", []);

        result.Outcome.ShouldBe(FetchOutcome.NotFound);
        result.GetValueOrDefault().ShouldBeNull();
        Should.Throw<FetchException>(() => result.Value).Outcome.ShouldBe(FetchOutcome.NotFound);
    }

    [Fact]
    public void Unavailable_DoesNotPassForNotFound()
    {
        var result = new FetchResult<string>("7", [s_silent]);

        result.Outcome.ShouldBe(FetchOutcome.Unavailable);
        Should.Throw<FetchException>(() => result.Value);
        var exception = Should.Throw<FetchException>(() => result.GetValueOrDefault());
        exception.Outcome.ShouldBe(FetchOutcome.Unavailable);
        exception.Failures.ShouldBe([s_silent]);
        exception.Message.ShouldContain("cluster 2 (TimedOut)");
    }
}
