using System.Globalization;
using Fleet.Planning.Specs;

namespace Fleet.Planning.Liveness;

/// <summary>
/// Tells a dead worker from a busy one. Heartbeats come from a thread that the bot cannot block, so silence means that the whole process stands still.
/// That they come says nothing of the bot's own work: how long that waits, in the thread pool and for its handlers, is what they tell.
/// </summary>
public static class PaceJudge
{
    /// <summary>What a reading says.</summary>
    public static PaceFinding Judge(LivenessSpec spec, WorkerReading reading)
    {
        // First: what the last heartbeat told is no longer news.
        if (reading.Silence > spec.Silence) return new PaceFinding(WorkerPace.Hung, $"it gave no sign of life for {Seconds(reading.Silence)} (FLEET4201)");
        var inPool = reading.PoolDelay >= reading.DispatchDelay;
        var delay = inPool ? reading.PoolDelay : reading.DispatchDelay;
        var pace = delay > spec.Hung ? WorkerPace.Hung
            : delay > spec.Stuck ? WorkerPace.Stuck
            : delay > spec.Behind ? WorkerPace.Behind
            : WorkerPace.Keeping;
        if (pace == WorkerPace.Keeping) return new PaceFinding(pace, "");
        var where = inPool ? "work has waited in its thread pool" : "messages have waited for its handlers";
        return new PaceFinding(pace, $"{where} for {Seconds(delay)} (FLEET4202)");
    }

    private static string Seconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.#} s");
}
