namespace Fleet.Planning.Tests.Budgets;

public sealed class BudgetPropertyTests(ITestOutputHelper output)
{
    private const int Seeds = 3_000;
    private const int MutantSeeds = 2_000;

    public static TheoryData<string> Mutants => [.. BudgetMutants.All.Keys];

    [Fact]
    public void Budget_AnySeed_KeepsItsPromises()
    {
        long granted = 0, waited = 0, refused = 0;
        for (var seed = 1; seed <= Seeds; seed++)
        {
            try
            {
                var watch = new BudgetRun(seed, definition => new RealBudget(definition)).Run().Watch;
                granted += watch.Granted;
                waited += watch.Waited;
                refused += watch.Refused;
            }
            catch (Simulation.InvariantBrokenException broken)
            {
                throw new Simulation.InvariantBrokenException($"seed {seed}: {broken.Message}");
            }
        }

        output.WriteLine($"{Seeds} seeds: {granted} granted, {waited} of them after a wait, {refused} refused");

        // A simulation in which nothing happens proves nothing.
        waited.ShouldBeGreaterThan(Seeds * 10);
        refused.ShouldBeGreaterThan(Seeds * 5);
    }

    [Theory]
    [MemberData(nameof(Mutants))]
    public void Simulation_WrongBudget_IsCaught(string mutant)
    {
        var (invariant, make) = BudgetMutants.All[mutant];
        for (var seed = 1; seed <= MutantSeeds; seed++)
        {
            try
            {
                new BudgetRun(seed, make, invariant).Run();
            }
            catch (Simulation.InvariantBrokenException broken) when (broken.Message.StartsWith(invariant, StringComparison.Ordinal))
            {
                output.WriteLine($"seed {seed}: {broken.Message}");
                return;
            }
            catch (Simulation.InvariantBrokenException)
            {
                // By another promise than the one that is looked at here.
            }
        }

        Assert.Fail($"a budget that {mutant} was not caught by {MutantSeeds} seeds");
    }
}
