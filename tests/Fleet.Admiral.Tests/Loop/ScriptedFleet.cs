using System.Collections.Concurrent;
using Fleet.Admiral.Loop;
using Fleet.Planning.Actions;
using Fleet.Planning.Events;
using Fleet.Planning.Snapshots;
using Fleet.Planning.Supervision;
using Fleet.TestKit.Time;

namespace Fleet.Admiral.Tests.Loop;

/// <summary>Stands in for processes and links: writes down what the loop asks for, and lets workers answer as the test says; without a word, they obey at once.</summary>
internal sealed class ScriptedFleet : IActionExecutor
{
    private readonly ConcurrentQueue<FleetAction> _taken = new();
    private int _pid = 100;

    /// <summary>Where the answers go.</summary>
    public Action<FleetEvent> ToLoop { get; set; } = _ => { };

    /// <summary>What follows an action; null for what an obedient worker does.</summary>
    public Func<FleetAction, WorkerSignalled[]?> Answer { get; set; } = _ => null;

    /// <summary>Every action, in order.</summary>
    public IReadOnlyList<FleetAction> Taken => [.. _taken];

    /// <summary>Signals of workers in one line each.</summary>
    public static WorkerSignalled Says(WorkerName worker, WorkerSignal signal, string? detail = null, int pid = 0) => new(worker, signal, pid, detail);

    public void Execute(FleetAction action, FleetSnapshot snapshot, DateTimeOffset now)
    {
        _taken.Enqueue(action);
        foreach (var signal in Answer(action) ?? Obey(action)) ToLoop(signal);
    }

    /// <summary>Waits for an action of a kind that is as it should be.</summary>
    public async Task<T> TakenAsync<T>(Func<T, bool>? which = null)
        where T : FleetAction
    {
        await Until.TrueAsync(() => Find(which) is not null, $"{typeof(T).Name} after {string.Join("; ", _taken.Select(a => a.Reason))}");
        return Find(which)!;
    }

    private T? Find<T>(Func<T, bool>? which)
        where T : FleetAction => _taken.OfType<T>().FirstOrDefault(action => which?.Invoke(action) ?? true);

    private WorkerSignalled[] Obey(FleetAction action) => action switch
    {
        Launch launch => [Says(launch.Worker, WorkerSignal.Launched, pid: Interlocked.Increment(ref _pid)), Says(launch.Worker, WorkerSignal.Joined), Says(launch.Worker, WorkerSignal.Ready)],
        Activate activate => [Says(activate.Worker, WorkerSignal.Activated)],
        TurnLayout turn => [.. turn.Old.Select(old => Says(old, WorkerSignal.Drained))],
        BeginHandover handover => [Says(handover.Old, WorkerSignal.Drained)],
        Stop stop => [Says(stop.Worker, WorkerSignal.Exited)],
        Kill kill => [Says(kill.Worker, WorkerSignal.Exited, "killed by signal 9")],
        _ => [],
    };
}
