namespace Fleet.Testing.Tests.Bots;

public sealed record WaitForIt;

/// <summary>Fails, hangs or never answers, as its settings want.</summary>
public sealed class StubbornService : BaseServiceWorker
{
    private readonly TaskCompletionSource _never = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Asked => _asked.Task;

    protected override async Task StartAsync(CancellationToken cancellationToken)
    {
        Ipc.Handle<WaitForIt, bool>(async (_, _) =>
        {
            _asked.TrySetResult();
            await _never.Task;
            return true;
        });
        if (Settings["start"] == "throws") throw new InvalidOperationException("the database is not there");
        if (Settings["start"] == "hangs") await _never.Task;
    }

    protected override Task StopAsync(StopReason reason, CancellationToken cancellationToken) => Settings["stop"] == "hangs" ? _never.Task : Task.CompletedTask;
}
