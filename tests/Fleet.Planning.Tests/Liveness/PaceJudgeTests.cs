using Fleet.Planning.Liveness;
using Fleet.Planning.Specs;

namespace Fleet.Planning.Tests.Liveness;

public sealed class PaceJudgeTests
{
    private static readonly LivenessSpec Defaults = new();

    [Theory]
    [InlineData(0, 0, 0, WorkerPace.Keeping)]
    [InlineData(15, 0, 0, WorkerPace.Keeping)]
    [InlineData(15.1, 0, 0, WorkerPace.Hung)]
    [InlineData(0, 5, 0, WorkerPace.Keeping)]
    [InlineData(0, 5.1, 0, WorkerPace.Behind)]
    [InlineData(0, 0, 5.1, WorkerPace.Behind)]
    [InlineData(0, 60, 60, WorkerPace.Behind)]
    [InlineData(0, 60.1, 0, WorkerPace.Stuck)]
    [InlineData(0, 0, 60.1, WorkerPace.Stuck)]
    [InlineData(0, 120, 3, WorkerPace.Stuck)]
    [InlineData(0, 120.1, 0, WorkerPace.Hung)]
    [InlineData(0, 0, 120.1, WorkerPace.Hung)]
    public void Judge_AtTheDefaultLimits(double silence, double pool, double dispatch, WorkerPace pace) =>
        PaceJudge.Judge(Defaults, Reading(silence, pool, dispatch)).Pace.ShouldBe(pace);

    [Theory]
    [InlineData(0, 4, 5, "")]
    [InlineData(0, 7.25, 6, "work has waited in its thread pool for 7.3 s (FLEET4202)")]
    [InlineData(0, 6, 61, "messages have waited for its handlers for 61 s (FLEET4202)")]
    [InlineData(16, 6, 61, "it gave no sign of life for 16 s (FLEET4201)")]
    public void Judge_SaysWhy(double silence, double pool, double dispatch, string why) =>
        PaceJudge.Judge(Defaults, Reading(silence, pool, dispatch)).Why.ShouldBe(why);

    [Fact]
    public void Judge_WorseReading_NeverSaysBetter()
    {
        double[] values = [0, 4, 5.5, 14, 16, 59, 61, 119, 121, 4000];
        foreach (var silence in values)
            foreach (var pool in values)
                foreach (var dispatch in values)
                {
                    var pace = PaceJudge.Judge(Defaults, Reading(silence, pool, dispatch)).Pace;
                    ((int)PaceJudge.Judge(Defaults, Reading(silence + 10, pool, dispatch)).Pace).ShouldBeGreaterThanOrEqualTo((int)pace);
                    ((int)PaceJudge.Judge(Defaults, Reading(silence, pool + 10, dispatch)).Pace).ShouldBeGreaterThanOrEqualTo((int)pace);
                    ((int)PaceJudge.Judge(Defaults, Reading(silence, pool, dispatch + 10)).Pace).ShouldBeGreaterThanOrEqualTo((int)pace);
                    PaceJudge.Judge(Defaults, Reading(silence, dispatch, pool)).Pace.ShouldBe(pace, "where work waits does not matter");
                }
    }

    private static WorkerReading Reading(double silence, double pool, double dispatch) =>
        new(TimeSpan.FromSeconds(silence), TimeSpan.FromSeconds(pool), TimeSpan.FromSeconds(dispatch));
}
