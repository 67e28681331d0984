namespace Fleet.Worker.Tests.Running;

/// <summary>A part of a bot that writes down which hooks were called, and fails where the test says.</summary>
public sealed class RecordedComponent(string name, List<string> calls) : IWorkerComponent
{
    public string Name => name;

    public string? FailIn { get; set; }

    public Task ActivateAsync(HandoverState? state, CancellationToken cancellationToken) =>
        Note($"{name} activates with {state?.Get<string>("left") ?? "nothing"}", "activate");

    public async Task<HandoverState?> DeactivateAsync(CancellationToken cancellationToken)
    {
        await Note($"{name} deactivates", "deactivate");
        return new HandoverState().Set("left", $"by {name}");
    }

    public Task StopAsync(StopReason reason, CancellationToken cancellationToken) => Note($"{name} stops: {reason}", "stop");

    private Task Note(string what, string hook)
    {
        calls.Add(what);
        return FailIn == hook ? throw new InvalidOperationException($"{name} cannot {hook}") : Task.CompletedTask;
    }
}
