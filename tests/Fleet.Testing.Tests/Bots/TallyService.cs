namespace Fleet.Testing.Tests.Bots;

public sealed record Tick(int Count);

public sealed record HowMany;

/// <summary>Adds up, and hands its sum over.</summary>
public sealed class TallyService : BaseServiceWorker
{
    private int _sum;

    public int Sum => Volatile.Read(ref _sum);

    protected override Task StartAsync(CancellationToken cancellationToken)
    {
        Ipc.On<Tick>("tick", (tick, _) => Interlocked.Add(ref _sum, tick.Count));
        Ipc.Handle<HowMany, int>((_, _) => Task.FromResult(Sum));
        return Task.CompletedTask;
    }

    protected override Task ActivateAsync(HandoverState? state, CancellationToken cancellationToken)
    {
        if (state is not null) _sum = state.Get<int>("sum");
        return Task.CompletedTask;
    }

    protected override Task<HandoverState?> DeactivateAsync(CancellationToken cancellationToken) =>
        Task.FromResult<HandoverState?>(new HandoverState().Set("sum", _sum));
}
