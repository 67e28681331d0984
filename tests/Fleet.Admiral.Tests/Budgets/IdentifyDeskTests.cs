using Fleet.Admiral.Budgets;
using Fleet.Admiral.Options;
using Fleet.Admiral.Tests.Routing;
using Fleet.Planning.Budgets;
using Fleet.Protocol.Budgets;

namespace Fleet.Admiral.Tests.Budgets;

public sealed class IdentifyDeskTests : IAsyncDisposable
{
    private readonly RoutingUnderTest _fleet = new();

    public ValueTask DisposeAsync() => _fleet.DisposeAsync();

    [Fact]
    public async Task Off_MakesNoBudget_AndSaysSo()
    {
        (await TermsAsync(new IdentifyOptions())).ShouldBe(new IdentifyTerms(null, 0));
        _fleet.Budgets.Find(IdentifyBudget.Name, null).ShouldBeNull();
    }

    [Fact]
    public async Task Number_MakesABudget_OfSoManyGroups_WhateverTheSourceSays()
    {
        var desk = new IdentifyDesk(new IdentifyOptions { IsLimited = true, Concurrency = 3 }, _fleet.Budgets);

        desk.Told(16);

        (await TermsAsync(desk)).ShouldBe(new IdentifyTerms("identify", 3));
        _fleet.Budgets.Find(IdentifyBudget.Name, "0")!.NextFree.ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public async Task Auto_IsOneAtATime_UntilTheSourceHasSaidMore()
    {
        var desk = new IdentifyDesk(new IdentifyOptions { IsLimited = true }, _fleet.Budgets);
        desk.Groups.ShouldBe(1);

        desk.Told(16);

        (await TermsAsync(desk)).ShouldBe(new IdentifyTerms("identify", 16));
    }

    [Fact]
    public void Group_HasOnePermitEachFiveSeconds_AndOthersDoNotWaitForIt()
    {
        _ = new IdentifyDesk(new IdentifyOptions { IsLimited = true, Concurrency = 2 }, _fleet.Budgets);
        var holder = new BudgetHolder("cluster-0#1", CancellationToken.None);

        var (first, second, other) = (Ask(1, shard: 0), Ask(2, shard: 2), Ask(3, shard: 1));

        (first.IsCompletedSuccessfully, second.IsCompleted, other.IsCompletedSuccessfully).ShouldBe((true, false, true));
        _fleet.Time.Advance(TimeSpan.FromSeconds(5.999));
        second.IsCompleted.ShouldBeFalse();
        _fleet.Time.Advance(TimeSpan.FromSeconds(0.001));
        second.IsCompletedSuccessfully.ShouldBeTrue();

        Task<BudgetOutcome> Ask(long number, int shard) =>
            _fleet.Budgets.AcquireAsync(IdentifyBudget.Name, holder, number, new BudgetRequest { Key = IdentifyBudget.KeyOf(shard, 2) }, TimeSpan.FromMinutes(10));
    }

    private Task<IdentifyTerms> TermsAsync(IdentifyOptions options) => TermsAsync(new IdentifyDesk(options, _fleet.Budgets));

    private async Task<IdentifyTerms> TermsAsync(IdentifyDesk desk)
    {
        desk.AddTo(_fleet.Commands);
        return await new BudgetAsker(await _fleet.ActivateAsync("cluster-0#1")).TermsAsync();
    }
}
