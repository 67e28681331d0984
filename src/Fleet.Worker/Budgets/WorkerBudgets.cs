using Fleet.Protocol.Budgets;
using Fleet.Protocol.Messages;
using Fleet.Worker.Messaging;

namespace Fleet.Worker.Budgets;

/// <summary>The worker's end of the fleet's budgets: it asks the Admiral, and takes back what its caller no longer waits for.</summary>
/// <param name="calls">The way to the Admiral.</param>
/// <param name="answerTime">How long the Admiral may take for an answer, besides the waiting for a permit.</param>
/// <param name="time">The clock.</param>
internal sealed class WorkerBudgets(OutgoingCalls calls, Func<TimeSpan> answerTime, TimeProvider time) : IFleetBudgets
{
    private static readonly TimeSpan DefaultWait = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(10);

    private long _number;

    public async Task DefineAsync(string name, BudgetDefinition definition, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(definition);
        Check(await CallAsync<BudgetReply>(new BudgetDefine(name, definition), AdmiralCommandNames.DefineBudget, cancellationToken));
    }

    public async Task<BudgetPermit> AcquireAsync(string name, BudgetRequest? request = null, CancellationToken cancellationToken = default)
    {
        request ??= new BudgetRequest();
        var wait = request.MaxWait ?? DefaultWait;
        if (wait < TimeSpan.Zero || wait > LongestWait) throw new ArgumentOutOfRangeException(nameof(request), wait, "A request at a budget waits from 0 to 10 minutes.");
        var (permit, reply) = await AskAsync(name, request, wait, cancellationToken);
        return permit ?? throw Refusal(reply);
    }

    public async Task<BudgetAnswer> TryAcquireAsync(string name, BudgetRequest? request = null, CancellationToken cancellationToken = default)
    {
        var (permit, reply) = await AskAsync(name, request ?? new BudgetRequest(), TimeSpan.Zero, cancellationToken);
        if (permit is not null) return new BudgetAnswer(permit, null, null);
        return (BudgetError)reply.Error is BudgetError.NotYet or BudgetError.QueueFull or BudgetError.TooManyKeys
            ? new BudgetAnswer(null, (BudgetError)reply.Error, reply.RetryAfter)
            : throw Refusal(reply);
    }

    public async Task<BudgetStatus> GetAsync(string name, string? key = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(name);
        var reply = await CallAsync<BudgetReply>(new BudgetQuestion(name, key), AdmiralCommandNames.BudgetStatus, cancellationToken);
        Check(reply);
        return reply.Status ?? throw new CommandException(CommandError.BadReply, "The Admiral's answer has no status.");
    }

    /// <summary>Takes a request back, and waits for the Admiral's word that it has.</summary>
    internal async Task ReturnAsync(string name, long number, CancellationToken cancellationToken) =>
        Check(await CallAsync<BudgetReply>(new BudgetReturn(name, number), AdmiralCommandNames.ReturnBudget, cancellationToken));

    private async Task<(BudgetPermit? Permit, BudgetAcquireReply Reply)> AskAsync(string name, BudgetRequest request, TimeSpan wait, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(name);
        cancellationToken.ThrowIfCancellationRequested();
        var number = Interlocked.Increment(ref _number);
        var sentAt = time.GetTimestamp();
        BudgetAcquireReply reply;
        try
        {
            // Longer than the Admiral lets it wait: the refusal with its time is worth more than the silence of a deadline.
            reply = await calls.CallAsync<BudgetAcquireReply>(
                Target.Admiral, new BudgetAcquire(name, number, request, (int)wait.TotalMilliseconds), AdmiralCommandNames.AcquireBudget, wait + answerTime(), cancellationToken);
        }
        catch (Exception e) when (e is OperationCanceledException || e is CommandException { Execution: not CommandExecution.NotExecuted })
        {
            // Nobody waits for it any more, here; whether it was granted meanwhile or waits still, it was not used.
            _ = ForgetAsync(name, number);
            throw;
        }

        if (reply.Error != 0) return (null, reply);
        // The Admiral had it after it was sent and granted it after it had waited, so this is never later than the end that the Admiral reckons with.
        var usableFor = reply.ValidFor is { } valid ? reply.Waited + valid : (TimeSpan?)null;
        return (new WorkerPermit(this, name, number, request, reply.Waited, sentAt, usableFor, time), reply);
    }

    private async Task ForgetAsync(string name, long number)
    {
        try
        {
            await ReturnAsync(name, number, CancellationToken.None);
        }
        catch (FleetException)
        {
            // It waits until its deadline or counts until its window has passed, as that of a dead worker does.
        }
    }

    private Task<TReply> CallAsync<TReply>(object command, string name, CancellationToken cancellationToken) =>
        calls.CallAsync<TReply>(Target.Admiral, command, name, answerTime(), cancellationToken);

    private static void Check(BudgetReply reply)
    {
        if (reply.Error != 0) throw new BudgetException((BudgetError)reply.Error, reply.Why ?? "");
    }

    private static BudgetException Refusal(BudgetAcquireReply reply) => new((BudgetError)reply.Error, reply.Why ?? "", reply.RetryAfter);
}
