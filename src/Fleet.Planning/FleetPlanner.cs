using Fleet.Planning.Snapshots;
using Fleet.Planning.Specs;

namespace Fleet.Planning;

/// <summary>Every decision of an Admiral. The page to read first.</summary>
public static class FleetPlanner
{
    /// <summary>What to do now.</summary>
    /// <param name="spec">What is wanted.</param>
    /// <param name="snapshot">What is known.</param>
    /// <param name="now">What time it is.</param>
    public static Plan Plan(FleetSpec spec, FleetSnapshot snapshot, DateTimeOffset now) => Planning.Plan.Nothing;
}
