namespace Fleet.Planning.Tests.Simulation;

public sealed class SimulationTests(ITestOutputHelper output)
{
    private const int Seeds = 3_000;

    [Fact]
    public void Fleet_AnySeed_KeepsItsPromises()
    {
        long steps = 0, handovers = 0, rollbacks = 0, quarantines = 0, replacements = 0, succeeded = 0, failed = 0;
        for (var seed = 1; seed <= Seeds; seed++)
        {
            var watchman = Run(seed, FleetPlanner.Plan, ref steps);
            handovers += watchman.HandoversBegun;
            rollbacks += watchman.Rollbacks;
            quarantines += watchman.Quarantines;
            replacements += watchman.Replacements;
            succeeded += watchman.Succeeded;
            failed += watchman.Failed;
        }
        output.WriteLine($"{Seeds} seeds, {steps} steps: {handovers} handovers, {rollbacks} ways back, {quarantines} quarantines, {replacements} replacements, {succeeded} operations succeeded, {failed} failed");

        // A simulation in which nothing happens proves nothing.
        handovers.ShouldBeGreaterThan(Seeds / 2);
        rollbacks.ShouldBeGreaterThan(Seeds / 100);
        quarantines.ShouldBeGreaterThan(Seeds / 100);
        replacements.ShouldBeGreaterThan(Seeds / 100);
        succeeded.ShouldBeGreaterThan(Seeds / 10);
        failed.ShouldBeGreaterThan(Seeds / 10);
    }

    [Fact]
    public void Fleet_ThatIsResharded_AnySeed_KeepsItsPromises()
    {
        long steps = 0, reshards = 0, back = 0, succeeded = 0, failed = 0;
        for (var seed = 1; seed <= Seeds; seed++)
        {
            var watchman = Run(seed, FleetPlanner.Plan, ref steps, reshards: true);
            reshards += watchman.Reshards;
            back += watchman.TurnsBack;
            succeeded += watchman.Succeeded;
            failed += watchman.Failed;
        }
        output.WriteLine($"{Seeds} seeds, {steps} steps: {reshards} reshards, {back} turned back, {succeeded} operations succeeded, {failed} did not");

        reshards.ShouldBeGreaterThan(Seeds / 4);
        back.ShouldBeGreaterThan(Seeds / 100);
        failed.ShouldBeGreaterThan(Seeds / 10);
    }

    private static Watchman Run(int seed, Planner planner, ref long steps, bool reshards = false)
    {
        try
        {
            var fleet = new SimulatedFleet(seed, planner, reshards: reshards).Run();
            steps += fleet.Steps;
            return fleet.Watchman;
        }
        catch (InvariantBrokenException broken)
        {
            // Once more, writing down what happens.
            var fleet = new SimulatedFleet(seed, planner, trace: true, reshards);
            Should.Throw<InvariantBrokenException>(() => fleet.Run());
            throw new InvariantBrokenException($"seed {seed}: {broken.Message}{Environment.NewLine}{fleet.Trace}");
        }
    }
}
