using Fleet.Planning.Actions;
using Fleet.Planning.Snapshots;

namespace Fleet.Admiral.Loop;

/// <summary>Does what a plan asks for. Never waits: what takes time goes on by itself, and its result comes back as an event.</summary>
internal interface IActionExecutor
{
    /// <summary>Begins an action.</summary>
    /// <param name="action">What to do, with its reason.</param>
    /// <param name="snapshot">The fleet after the action was noted.</param>
    /// <param name="now">The loop's time.</param>
    void Execute(FleetAction action, FleetSnapshot snapshot, DateTimeOffset now);
}
