namespace Fleet.Worker.Tests.Running;

/// <summary>A bot that writes down which hooks were called, and does in each what the test says.</summary>
public sealed class RecordedWorker(List<string> calls) : BaseClusterWorker
{
    public Func<HandoverState?, CancellationToken, Task> OnActivate { get; set; } = (_, _) => Task.CompletedTask;

    public Func<CancellationToken, Task<HandoverState?>> OnDeactivate { get; set; } = _ => Task.FromResult<HandoverState?>(null);

    public Func<StopReason, CancellationToken, Task> OnStop { get; set; } = (_, _) => Task.CompletedTask;

    public Action<StatsReport> OnReport { get; set; } = _ => { };

    protected override Task ActivateAsync(HandoverState? state, CancellationToken cancellationToken)
    {
        calls.Add($"worker activates with {state?.Get<string>("left") ?? "nothing"}");
        return OnActivate(state, cancellationToken);
    }

    protected override Task<HandoverState?> DeactivateAsync(CancellationToken cancellationToken)
    {
        calls.Add("worker deactivates");
        return OnDeactivate(cancellationToken);
    }

    protected override Task StopAsync(StopReason reason, CancellationToken cancellationToken)
    {
        calls.Add($"worker stops: {reason}");
        return OnStop(reason, cancellationToken);
    }

    protected override void ReportStats(StatsReport report) => OnReport(report);
}
