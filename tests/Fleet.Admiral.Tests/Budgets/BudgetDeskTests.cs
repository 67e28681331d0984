using Fleet.Admiral.Budgets;
using Fleet.Planning.Budgets;
using Fleet.TestKit.Time;

namespace Fleet.Admiral.Tests.Budgets;

/// <summary>The desk as parts of the Admiral use it: clusters that may not identify at the same time, for one.</summary>
public sealed class BudgetDeskTests : IDisposable
{
    private const string Starts = "starts";
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(10);

    private readonly ManualTime _time = new();
    private readonly BudgetDesk _desk;
    private long _number;

    public BudgetDeskTests()
    {
        _desk = new BudgetDesk(_time);
        _desk.Define(Starts, new BudgetDefinition { Windows = [new BudgetWindow { Limit = 1, Per = TimeSpan.FromSeconds(5), Margin = TimeSpan.Zero, PerKey = true }] }, "the Admiral");
    }

    public void Dispose() => _desk.Dispose();

    [Fact]
    public async Task Groups_OfStarts_AreFiveSecondsApart_EachByItself()
    {
        var starts = Enumerable.Range(0, 4).Select(shard => AcquireAsync("planner", $"{shard % 2}")).ToList();

        starts.Select(start => start.IsCompletedSuccessfully).ShouldBe([true, true, false, false]);
        _time.Advance(TimeSpan.FromSeconds(5));

        (await Task.WhenAll(starts).WithDeadline()).ShouldAllBe(outcome => outcome.Error == null);
        _time.ArmedTimers.ShouldBe(0);
    }

    [Fact]
    public async Task Holder_Gone_EndsItsRequests_AndCannotAskAgain()
    {
        using var end = new CancellationTokenSource();
        await AcquireAsync("planner", "0");
        var waiting = AcquireAsync("other", "0", end.Token);

        await end.CancelAsync();

        waiting.IsCanceled.ShouldBeTrue();
        AcquireAsync("other", "0", end.Token).IsCanceled.ShouldBeTrue();
        _desk.Find(Starts, null)!.Waiting.ShouldBe(0);
    }

    [Fact]
    public async Task Desk_Disposed_EndsAllThatWaits()
    {
        await AcquireAsync("planner", "0");
        var waiting = AcquireAsync("planner", "0");

        _desk.Dispose();

        waiting.IsCanceled.ShouldBeTrue();
        AcquireAsync("planner", "1").IsCanceled.ShouldBeTrue();
    }

    [Fact]
    public async Task Requests_OfOneHolder_AreBounded_OverAllBudgets()
    {
        _desk.Define("large", BudgetDefinition.Of(1, TimeSpan.FromHours(1)) with { MaxWaiting = 5_000 }, "me");
        for (var i = 0; i < 901; i++) _ = _desk.AcquireAsync("large", new BudgetHolder("one", default), ++_number, new BudgetRequest(), Long);

        (await _desk.AcquireAsync("large", new BudgetHolder("one", default), ++_number, new BudgetRequest(), Long)).Error.ShouldBe(BudgetError.QueueFull);
        _desk.AcquireAsync("large", new BudgetHolder("two", default), ++_number, new BudgetRequest(), Long).IsCompleted.ShouldBeFalse();
        _desk.Find("large", null)!.Waiting.ShouldBe(901);
    }

    [Fact]
    public async Task Requests_FromManyThreads_GetNoMoreThanThereIs()
    {
        _desk.Define("shared", BudgetDefinition.Of(100, TimeSpan.FromSeconds(10)) with { MaxWaiting = 0 }, "me");
        var granted = 0;

        await Task.WhenAll(Enumerable.Range(0, 8).Select(thread => OwnThread.RunAsync(() =>
        {
            for (var i = 0; i < 200; i++)
            {
                var answer = _desk.AcquireAsync("shared", new BudgetHolder($"t{thread}", default), i, new BudgetRequest(), TimeSpan.Zero);
                if (answer.GetAwaiter().GetResult().Error is null) Interlocked.Increment(ref granted);
            }
        }))).WithDeadline();

        granted.ShouldBe(100);
        _desk.Find("shared", null)!.ShouldSatisfyAllConditions(s => s.Granted.ShouldBe(100), s => s.NotYet.ShouldBe(1500));
    }

    private Task<BudgetOutcome> AcquireAsync(string holder, string key, CancellationToken gone = default) =>
        _desk.AcquireAsync(Starts, new BudgetHolder(holder, gone), ++_number, new BudgetRequest { Key = key }, Long);
}
