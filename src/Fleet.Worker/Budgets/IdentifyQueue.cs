using System.Globalization;
using Fleet.Protocol.Budgets;

namespace Fleet.Worker.Budgets;

/// <summary>Has shards wait until they may identify: for the permit of their group.</summary>
/// <param name="budgets">The fleet's budgets.</param>
/// <param name="terms">Asks the Admiral for the number of groups, each time: it may change with a reshard.</param>
/// <param name="time">The clock.</param>
internal sealed class IdentifyQueue(IFleetBudgets budgets, Func<CancellationToken, Task<IdentifyTerms>> terms, TimeProvider time)
{
    // The longest that a request may wait. Then it is made anew: only the caller's token says when it is too late.
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan ShortestPause = TimeSpan.FromSeconds(1);

    /// <summary>Waits until the shard may identify.</summary>
    public async Task WaitAsync(int shard, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(shard);
        while (true)
        {
            var now = await terms(cancellationToken);
            if (now.Budget is null || now.Groups < 1) return;
            var request = new BudgetRequest { Key = (shard % now.Groups).ToString(CultureInfo.InvariantCulture), MaxWait = LongestWait };
            try
            {
                await using var permit = await budgets.AcquireAsync(now.Budget, request, cancellationToken);
                if (permit.TryUse()) return;
            }
            catch (BudgetException e) when (e.Error is BudgetError.NotYet)
            {
                // Nothing is wrong but that the queue is long.
            }
            catch (BudgetException e) when (e.Error is BudgetError.QueueFull or BudgetError.TooManyKeys)
            {
                await Task.Delay(e.RetryAfter is { } pause && pause > ShortestPause ? pause : ShortestPause, time, cancellationToken);
            }
        }
    }
}
