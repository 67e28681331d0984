using Fleet.Admiral.Stats;
using Fleet.TestKit.Time;

namespace Fleet.Admiral.Tests.Stats;

public class StatsCollectionTests
{
    private static readonly WorkerName Stats1 = WorkerName.Parse("stats#1");
    private static readonly WorkerName Cluster3 = WorkerName.Parse("cluster-0#3");

    private readonly ManualTime _time = new();

    [Fact]
    public void Collection_OfNobody_IsComplete() => new StatsCollection(1, [], _time).Completion.IsCompleted.ShouldBeTrue();

    [Fact]
    public void Collection_IsComplete_WhenAllHaveAnswered()
    {
        var collection = new StatsCollection(1, [Stats1, Cluster3], _time);

        collection.Add(Stats1, new WorkerStats());
        collection.Completion.IsCompleted.ShouldBeFalse();
        collection.Missing.ShouldBe([SlotName.Cluster(0)]);
        collection.Add(Cluster3, new WorkerStats());

        collection.Completion.IsCompleted.ShouldBeTrue();
        collection.Missing.ShouldBeEmpty();
        collection.Answers.Count.ShouldBe(2);
    }

    [Fact]
    public void Answer_CarriesTheTimeItTook()
    {
        var collection = new StatsCollection(1, [Stats1], _time);
        _time.Advance(TimeSpan.FromMilliseconds(250));

        collection.Add(Stats1, new WorkerStats { LatencyMilliseconds = 9 });

        collection.Answers.ShouldHaveSingleItem().LatencyMilliseconds.ShouldBe(250, tolerance: 0.001);
    }

    [Fact]
    public void Answer_GivenTwice_OrByNobodyAsked_IsLeftOut()
    {
        var collection = new StatsCollection(1, [Stats1], _time);

        collection.Add(Cluster3, new WorkerStats());
        collection.Add(Stats1, new WorkerStats { Dropped = 1 });
        collection.Add(Stats1, new WorkerStats { Dropped = 2 });

        collection.Answers.ShouldHaveSingleItem().Dropped.ShouldBe(1);
    }
}
