namespace Fleet.Planning.Tests.Simulation;

public sealed class MutantTests(ITestOutputHelper output)
{
    private const int Seeds = 2_000;

    public static TheoryData<string> Names => [.. Mutants.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Simulation_WrongPlanner_IsCaught(string mutant)
    {
        for (var seed = 1; seed <= Seeds; seed++)
        {
            try
            {
                new SimulatedFleet(seed, Mutants.All[mutant]).Run();
            }
            catch (InvariantBrokenException broken)
            {
                output.WriteLine($"seed {seed}: {broken.Message}");
                return;
            }
        }
        Assert.Fail($"a planner that {mutant} was not caught by {Seeds} seeds");
    }
}
