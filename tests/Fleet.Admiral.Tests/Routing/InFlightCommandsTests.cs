using System.Runtime.CompilerServices;
using Fleet.Admiral.Links;
using Fleet.Admiral.Routing;

namespace Fleet.Admiral.Tests.Routing;

public class InFlightCommandsTests
{
    [Fact]
    public void Command_Added_IsTakenOnce()
    {
        var commands = new InFlightCommands(4, 4);

        commands.TryAdd(Asker(7), 100, out var correlation).ShouldBe(InFlightStatus.Added);

        commands.Count.ShouldBe(1);
        commands.TryTake(correlation, out var asker).ShouldBeTrue();
        asker.Correlation.ShouldBe(7UL);
        commands.TryTake(correlation, out _).ShouldBeFalse();
        commands.Count.ShouldBe(0);
    }

    [Fact]
    public void Table_Full_TakesOneMoreOnlyAfterOneLeft()
    {
        var commands = new InFlightCommands(200, 200);
        var taken = new List<ulong>();
        for (var i = 0; i < 200; i++)
        {
            commands.TryAdd(Asker(i), 100, out var correlation).ShouldBe(InFlightStatus.Added);
            taken.Add(correlation);
        }

        taken.Distinct().Count().ShouldBe(200);
        commands.TryAdd(Asker(1), 100, out _).ShouldBe(InFlightStatus.Full);
        commands.TryTake(taken[50], out _).ShouldBeTrue();
        commands.TryAdd(Asker(1), 100, out _).ShouldBe(InFlightStatus.Added);
        commands.TryAdd(Asker(1), 100, out _).ShouldBe(InFlightStatus.Full);
    }

    [Fact]
    public void OneAsker_WithAsManyAsItMayHave_LeavesTheRestToOthers()
    {
        var commands = new InFlightCommands(4, 3);
        var (greedy, other) = (NewLink(), NewLink());
        var taken = new ulong[3];
        for (var i = 0; i < 3; i++) commands.TryAdd(new Asker(greedy, (ulong)i, null), 100, out taken[i]).ShouldBe(InFlightStatus.Added);

        commands.TryAdd(new Asker(greedy, 4, null), 100, out _).ShouldBe(InFlightStatus.Full);
        commands.TryAdd(new Asker(other, 1, null), 200, out _).ShouldBe(InFlightStatus.Added);
        commands.TryTake(taken[1], out _).ShouldBeTrue();
        commands.TryAdd(new Asker(greedy, 5, null), 100, out _).ShouldBe(InFlightStatus.Added);
        commands.TryAdd(new Asker(greedy, 6, null), 100, out _).ShouldBe(InFlightStatus.Full);
        // What is forgotten counts no more.
        commands.Sweep(100).ShouldBe(3);
        for (var i = 0; i < 3; i++) commands.TryAdd(new Asker(greedy, 7, null), 300, out _).ShouldBe(InFlightStatus.Added);
        commands.TryAdd(new Asker(greedy, 8, null), 300, out _).ShouldBe(InFlightStatus.Full);
    }

    [Fact]
    public void Reply_ToAnEarlierUseOfTheSamePlace_MeetsNobody()
    {
        var commands = new InFlightCommands(1, 1);
        commands.TryAdd(Asker(1), 100, out var first);
        commands.TryTake(first, out _);
        commands.TryAdd(Asker(2), 100, out var second);

        second.ShouldNotBe(first);
        commands.TryTake(first, out _).ShouldBeFalse();
        commands.TryTake(second, out var asker).ShouldBeTrue();
        asker.Correlation.ShouldBe(2UL);
    }

    [Theory]
    [InlineData(0UL)]
    [InlineData(3UL)]
    [InlineData(1UL << 32)]
    [InlineData(ulong.MaxValue)]
    public void Number_ThatWasInvented_MeetsNobody(ulong correlation) => new InFlightCommands(4, 4).TryTake(correlation, out _).ShouldBeFalse();

    [Fact]
    public void Sweep_ForgetsWhatNobodyWaitsFor()
    {
        var commands = new InFlightCommands(4, 4);
        commands.TryAdd(Asker(1), 100, out var early);
        commands.TryAdd(Asker(2), 200, out var late);

        commands.Sweep(99).ShouldBe(0);
        commands.Sweep(100).ShouldBe(1);

        commands.TryTake(early, out _).ShouldBeFalse();
        commands.TryTake(late, out _).ShouldBeTrue();
    }

    [Fact]
    public void Close_ReturnsAllAskers_AndRefusesFromThenOn()
    {
        var commands = new InFlightCommands(4, 4);
        commands.TryAdd(Asker(1), 100, out var correlation);
        commands.TryAdd(Asker(2), 100, out _);

        commands.Close().Select(asker => asker.Correlation).ShouldBe([1UL, 2UL]);

        commands.Count.ShouldBe(0);
        commands.TryTake(correlation, out _).ShouldBeFalse();
        commands.TryAdd(Asker(3), 100, out _).ShouldBe(InFlightStatus.Closed);
        commands.Close().ShouldBeEmpty();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void RandomSteps_AgreeWithADictionary(int seed)
    {
        const int Most = 150;
        var random = new Random(seed);
        var commands = new InFlightCommands(Most, Most);
        var model = new Dictionary<ulong, (ulong Asker, long ExpiresAt)>();
        var ended = new List<ulong>();
        var now = 0L;
        for (var step = 0; step < 200_000; step++)
        {
            now += random.Next(3);
            switch (random.Next(20))
            {
                case < 10:
                    var expires = now + random.Next(1, 400);
                    var status = commands.TryAdd(Asker(step), expires, out var added);
                    status.ShouldBe(model.Count < Most ? InFlightStatus.Added : InFlightStatus.Full);
                    if (status == InFlightStatus.Added) model.Add(added, ((ulong)step, expires));
                    break;
                case < 17 when model.Count > 0:
                    var (correlation, expected) = model.ElementAt(random.Next(model.Count));
                    commands.TryTake(correlation, out var asker).ShouldBeTrue();
                    asker.Correlation.ShouldBe(expected.Asker);
                    model.Remove(correlation);
                    ended.Add(correlation);
                    break;
                case < 19 when ended.Count > 0:
                    commands.TryTake(ended[random.Next(ended.Count)], out _).ShouldBeFalse();
                    break;
                default:
                    var overdue = model.Where(c => c.Value.ExpiresAt <= now).Select(c => c.Key).ToList();
                    commands.Sweep(now).ShouldBe(overdue.Count);
                    foreach (var over in overdue) model.Remove(over);
                    break;
            }

            commands.Count.ShouldBe(model.Count);
        }

        commands.Close().Select(a => a.Correlation).Order().ShouldBe(model.Values.Select(m => m.Asker).Order());
    }

    private static Asker Asker(long correlation) => new(Link, (ulong)correlation, null);

    private static readonly WorkerLink Link = NewLink();

    // The table only tells links apart.
    private static WorkerLink NewLink() => (WorkerLink)RuntimeHelpers.GetUninitializedObject(typeof(WorkerLink));
}
