namespace Fleet.Worker.Budgets;

/// <summary>A permit in the hands of the bot. It ends once: used, or given back.</summary>
/// <param name="budgets">Where it is given back.</param>
/// <param name="budget">The budget's name.</param>
/// <param name="number">The number of its request.</param>
/// <param name="request">What was taken.</param>
/// <param name="waited">How long the request waited.</param>
/// <param name="sentAt">When the request was sent, as a timestamp of the clock.</param>
/// <param name="usableFor">How long after the sending it may be used; null for ever.</param>
/// <param name="time">The clock.</param>
internal sealed class WorkerPermit(
    WorkerBudgets budgets, string budget, long number, BudgetRequest request, TimeSpan waited, long sentAt, TimeSpan? usableFor, TimeProvider time) : BudgetPermit
{
    private int _ended;

    public override string Budget => budget;

    public override BudgetRequest Request => request;

    public override TimeSpan Waited => waited;

    // One that is too old is not ended by that: it can still be given back.
    public override bool TryUse() =>
        !(usableFor is { } limit && time.GetElapsedTime(sentAt) > limit) && TryEnd();

    public override Task ReturnAsync(CancellationToken cancellationToken = default) =>
        TryEnd() ? budgets.ReturnAsync(budget, number, cancellationToken) : Task.CompletedTask;

    public override async ValueTask DisposeAsync()
    {
        try
        {
            await ReturnAsync();
        }
        catch (FleetException)
        {
            // It counts until its window has passed, as one that was used does.
        }
    }

    private bool TryEnd() => Interlocked.Exchange(ref _ended, 1) == 0;
}
