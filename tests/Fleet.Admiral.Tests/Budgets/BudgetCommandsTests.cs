using Fleet.Admiral.Tests.Routing;
using Fleet.TestKit.Time;

namespace Fleet.Admiral.Tests.Budgets;

public sealed class BudgetCommandsTests : IAsyncDisposable
{
    private const string Joins = "joins";
    private readonly RoutingUnderTest _fleet = new();

    public BudgetCommandsTests() => _fleet.Budgets.Define(Joins, BudgetDefinition.Of(1, TimeSpan.FromSeconds(10)), "the configuration").ShouldBeNull();

    public ValueTask DisposeAsync() => _fleet.DisposeAsync();

    [Fact]
    public async Task Permit_Free_IsGrantedAtOnce_AndMayBeUsedForHalfTheMargin()
    {
        var ada = await AskerAsync("cluster-0#1");

        var (_, reply) = await ada.AcquireAsync(Joins);

        (await reply.WithDeadline()).ShouldBe(new(0, null, null, TimeSpan.Zero, TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public async Task Permit_OfAFullWindow_ComesToTheOtherWorker_WhenTheWindowHasPassed()
    {
        var (ada, bob) = (await AskerAsync("cluster-0#1"), await AskerAsync("cluster-1#1"));
        await ada.AcquireAsync(Joins);
        var (_, reply) = await bob.AcquireAsync(Joins);

        _fleet.Time.Advance(TimeSpan.FromSeconds(11.999));
        (await bob.StatusAsync(Joins)).Status!.Waiting.ShouldBe(1);
        _fleet.Time.Advance(TimeSpan.FromMilliseconds(1));

        (await reply.WithDeadline()).Waited.ShouldBe(TimeSpan.FromSeconds(12));
    }

    [Fact]
    public async Task Request_ThatDoesNotWait_IsToldWhen()
    {
        var ada = await AskerAsync("cluster-0#1");
        await ada.AcquireAsync(Joins);
        _fleet.Time.Advance(TimeSpan.FromSeconds(5));

        var (_, reply) = await ada.AcquireAsync(Joins, wait: 0);

        (await reply.WithDeadline()).ShouldBe(new((int)BudgetError.NotYet, "There was no room for the request.", TimeSpan.FromSeconds(7), TimeSpan.Zero, null));
    }

    [Theory]
    [InlineData(2_000, 700_000)]
    [InlineData(600_000, 2_000)] // the worker itself waits no longer
    public async Task Request_AtItsDeadline_IsToldWhen(int wait, int timeout)
    {
        var ada = await AskerAsync("cluster-0#1");
        await ada.AcquireAsync(Joins);
        var (_, reply) = await ada.AcquireAsync(Joins, wait: wait, timeout: timeout);

        _fleet.Time.Advance(TimeSpan.FromSeconds(2));

        var refusal = await reply.WithDeadline();
        refusal.Error.ShouldBe((int)BudgetError.NotYet);
        refusal.RetryAfter.ShouldBe(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task Worker_ThatDies_LosesItsPlace_ButItsPermitCounts()
    {
        var link = await _fleet.ActivateAsync("cluster-0#1");
        var (dead, bob) = (new BudgetAsker(link), await AskerAsync("cluster-1#1"));
        await dead.AcquireAsync(Joins);
        await dead.AcquireAsync(Joins);
        var (_, reply) = await bob.AcquireAsync(Joins);

        await link.LoseAsync();
        await Until.TrueAsync(() => _fleet.Budgets.Find(Joins, null)!.Orphaned == 1);

        _fleet.Budgets.Find(Joins, null)!.Waiting.ShouldBe(1);
        _fleet.Time.Advance(TimeSpan.FromSeconds(11));
        reply.IsCompleted.ShouldBeFalse();
        _fleet.Time.Advance(TimeSpan.FromSeconds(1));
        (await reply.WithDeadline()).Error.ShouldBe(0);
    }

    [Fact]
    public async Task Permit_GivenBack_GoesToWhoWaits()
    {
        var (ada, bob) = (await AskerAsync("cluster-0#1"), await AskerAsync("cluster-1#1"));
        var (number, _) = await ada.AcquireAsync(Joins);
        var (_, reply) = await bob.AcquireAsync(Joins);

        (await ada.ReturnAsync(Joins, number)).Error.ShouldBe(0);

        (await reply.WithDeadline()).Error.ShouldBe(0);
        // Nobody gives back what is another's.
        (await ada.ReturnAsync(Joins, 1)).Error.ShouldBe(0);
        (await ada.StatusAsync(Joins)).Status!.Windows[0].Used.ShouldBe(1);
    }

    [Fact]
    public async Task Request_TakenBack_WaitsNoLonger()
    {
        var ada = await AskerAsync("cluster-0#1");
        await ada.AcquireAsync(Joins);
        var (number, reply) = await ada.AcquireAsync(Joins);

        await ada.ReturnAsync(Joins, number);

        (await Should.ThrowAsync<CommandException>(reply.WithDeadline())).Error.ShouldBe(CommandError.Refused);
        _fleet.Budgets.Find(Joins, null)!.ShouldSatisfyAllConditions(s => s.Waiting.ShouldBe(0), s => s.Cancelled.ShouldBe(1));
        _fleet.Time.ArmedTimers.ShouldBe(0);
    }

    [Fact]
    public async Task Definition_FromABot_HoldsForAll_AndAnotherIsRefused()
    {
        var (ada, bob) = (await AskerAsync("cluster-0#1"), await AskerAsync("cluster-1#1"));
        var definition = BudgetDefinition.Of(20, TimeSpan.FromSeconds(30)).And(new BudgetWindow { Limit = 1, Per = TimeSpan.FromSeconds(1), PerKey = true });

        (await ada.DefineAsync("messages", definition)).Error.ShouldBe(0);
        (await bob.DefineAsync("messages", definition)).Error.ShouldBe(0);
        var conflict = await bob.DefineAsync("messages", definition with { MaxKeys = 7 });

        conflict.Error.ShouldBe((int)BudgetError.Conflict);
        conflict.Why.ShouldBe("The budget \"messages\" is defined by cluster-0#1, and otherwise: there 1024 keys may be in use, not 7.");
        (await (await bob.AcquireAsync("messages", new BudgetRequest { Key = "wren" })).Reply.WithDeadline()).ValidFor.ShouldBe(TimeSpan.FromMilliseconds(100));
        var status = (await ada.StatusAsync("messages", "wren")).Status!;
        status.Windows.Select(window => window.Used).ShouldBe([1, 1]);
        status.NextFree.ShouldBe(TimeSpan.FromSeconds(1.2));
        (await ada.StatusAsync("messages", "tit")).Status!.NextFree.ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public async Task Question_OfAnUnknownBudget_IsRefused()
    {
        var ada = await AskerAsync("cluster-0#1");

        (await (await ada.AcquireAsync("nothing")).Reply.WithDeadline()).Error.ShouldBe((int)BudgetError.NoSuchBudget);
        (await ada.StatusAsync("nothing")).Error.ShouldBe((int)BudgetError.NoSuchBudget);
        (await ada.ReturnAsync("nothing", 1)).Error.ShouldBe((int)BudgetError.NoSuchBudget);
        (await ada.DefineAsync("No Name", BudgetDefinition.Of(1, TimeSpan.FromSeconds(1)))).Error.ShouldBe((int)BudgetError.BadDefinition);
        (await Should.ThrowAsync<CommandException>(ada.DefineAsync("empty", null!))).Error.ShouldBe(CommandError.BadCommand);
    }

    private async Task<BudgetAsker> AskerAsync(string name) => new(await _fleet.ActivateAsync(name));
}
