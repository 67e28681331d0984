using Fleet.Protocol.Messages;

namespace Fleet.Admiral.Routing;

/// <summary>What workers may ask of the fleet: who is there, and the stats.</summary>
internal static class WorkerQuestions
{
    public static void AddTo(AdmiralCommands commands, IAdmiralAnswers answers)
    {
        commands.Add(AdmiralCommandNames.Workers, _ => Task.FromResult(answers.GetWorkers()));
        commands.Add(AdmiralCommandNames.LastStats, _ => answers.GetStatsAsync(collectNow: false));
        commands.Add(AdmiralCommandNames.CollectStats, _ => answers.GetStatsAsync(collectNow: true));
    }
}
